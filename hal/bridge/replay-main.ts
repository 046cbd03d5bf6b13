import { replay } from "./replay.js";

print("replayed " + replay((require("Storage").read("replay") || "") + "", function (ports) { postern(ports); }, getTime));
quit();
