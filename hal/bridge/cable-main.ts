import { joinCable } from "./cable.js";

cable = joinCable(bridgeMeasure, function (ports) { postern(ports); });
