import { render } from "preact";
import { connect } from "./connection.js";
import { listenToKeys } from "./keys.js";
import { App } from "./parts/App.js";
import { applyLook } from "./look.js";
import "./styles/base.css";
import "./styles/device.css";
import "./styles/panels.css";

applyLook();
connect();
listenToKeys();
render(<App />, document.getElementById("page")!);
