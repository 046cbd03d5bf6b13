import { joinSimulator } from "./socket.js";
import { bridgedTerminal } from "./terminal.js";

joinSimulator(bridgePort, bridgedTerminal({ measure: bridgeMeasure, start: function (ports) { postern(ports); } }));
