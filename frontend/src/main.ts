import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { ui } from "./state/interface.svelte";
import { route } from "./state/route.svelte";
import { view } from "./views";

ui.apply();
route.listen();

/** With the first page, which is on its way already: everything is laid out and drawn once. Without it the app says what is wrong. */
async function start(): Promise<void> {
  await view(route.view)?.catch(() => null);
  mount(App, { target: document.getElementById("app") as HTMLElement });
}

void start();
