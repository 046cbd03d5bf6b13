import { joinSimulator } from "./socket.js";

joinSimulator(bridgePort, bridgeMeasure, function (ports) { postern(ports); });
