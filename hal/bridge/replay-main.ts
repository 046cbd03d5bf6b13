import { replay } from "./replay.js";
import { bridgedTerminal } from "./terminal.js";

const terminal = bridgedTerminal({ measure: false, start: function (ports) { postern(ports); } });
print("replayed " + replay((require("Storage").read("replay") || "") + "", terminal, function () { getSerial(); }));
quit();
