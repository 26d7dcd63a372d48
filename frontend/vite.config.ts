import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

// What every page begins with; and the review, which is opened most. What explains a value comes when somebody looks at it.
const SHARED = /node_modules\/(svelte|esm-env|clsx)\/|src\/((api|state|language(?!\/(glossary|fields))|text)\/|main|App|views|pages\/Login|parts\/(?!PlaceMap|AddReports|Marked)|picture\/filters|review\/(values|telling|evidence))/;
const REVIEW = /src\/(pages\/Review|review\/(?!reasoning)|parts\/Marked)/;
const server = process.env.RASD_SERVER ?? "http://127.0.0.1:8470";

export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: "../src/rasd/workbench/static",
    emptyOutDir: true,
    target: "es2022",
    // the first browsers that know light-dark()
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // The policy of the pages allows no inline data scripts; every asset is a file of its own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // 40 KB for all pages: one request where a page would need four.
    cssCodeSplit: false,
    // The server reads there which files a page consists of.
    manifest: "manifest.json",
    rolldownOptions: {
      output: {
        // What many pages share is one file: a request costs more than its bytes.
        codeSplitting: { groups: [{ name: "shared", test: SHARED }, { name: "review", test: REVIEW }] },
      },
    },
    chunkSizeWarningLimit: 400,
  },
  server: { proxy: { "/api": { target: server, changeOrigin: true } } },
  test: { include: ["tests/**/*.test.ts"], environment: "node" },
});
