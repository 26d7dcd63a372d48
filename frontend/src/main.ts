import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { ui } from "./state/interface.svelte";
import { route } from "./state/route.svelte";

ui.apply();
route.listen();
mount(App, { target: document.getElementById("app") as HTMLElement });
