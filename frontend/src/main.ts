import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { ui } from "./state/interface.svelte";
import { route } from "./state/route.svelte";
import { current } from "./state/session.svelte";
import { view } from "./views";

ui.apply();
route.listen();

/** With session and first page, which are on their way already: everything is laid out and drawn once. The app says what went wrong. */
async function start(): Promise<void> {
  const [session] = await Promise.allSettled([current.start(), view(route.view)]);
  const problem = session.status === "rejected" ? session.reason : null;
  mount(App, { target: document.getElementById("app") as HTMLElement, props: { problem } });
}

void start();
