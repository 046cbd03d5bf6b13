import { makeBundle, type BundleRequest } from "../../tools/bundle.js";
import { FRAM, NOR, type MediumShape } from "../storage.js";
import { countInstructions } from "./callgrind.js";
import { loadJournal } from "./journal-load.js";

/** What a recovery costs the interpreter. */
export interface RecoveryCount {
  medium: string;
  transactions: number;
  reads: number;
  bytes: number;
  /** The journal's own, and the loop's that brings the answers. */
  instructions: number;
  /** Those of the medium that answers out of RAM, not among them: on a board this is the driver's. */
  mediumInstructions: number;
  /** JsVars at the dearest read above those before the recovery. */
  jsVars: number;
}

const JOURNAL: BundleRequest = {
  entry: 'import { createJournal } from "./firmware/journal/journal.js"; import { recoverLog } from "./firmware/journal/recover.js"; recovery = function (storage, native, done) { const one = createJournal(storage, native); one.recover(function (error) { done(error, one.count()); }, recoverLog); };',
  global: "recovery", drivers: true, globals: ["recovery"],
};

/**
 * The medium as 4 KB pieces in RAM, which answers as a driver does: from a timer, with one string. The second recovery is not
 * counted: asking for memory costs more.
 */
function script(shape: MediumShape): string {
  return `eval(require("Storage").read("journal")+"");
var pieces=[],reads=0,bytes=0,peak=0,asking=false;
for(var at=0;at<${shape.sizeBytes};at+=4096){var piece=new Uint8Array(4096);piece.set(require("Storage").read("medium",at,4096));pieces.push(piece);}
piece=undefined;
function part(at,length){return E.toString(new Uint8Array(pieces[at>>12].buffer,at&4095,length));}
var storage={geometry:{sizeBytes:${shape.sizeBytes},eraseBytes:${shape.eraseBytes},programBytesMax:256},read:function(at,length,done){setTimeout(function(){
if(!asking)getTime();reads++;bytes+=length;var room=4096-(at&4095);var got=length>room?part(at,room)+part(at+room,length-room):part(at,length);
if(asking)peak=Math.max(peak,process.memory().usage);else getTime();done(null,got);},0);}};
var native={crc32:E.CRC32,memory:E.toArrayBuffer};
var before=process.memory().usage;getTime();
recovery(storage,native,function(error,count){getTime();var line=error+" "+count+" "+reads+" "+bytes;asking=true;
recovery(storage,native,function(){print("recovered "+line+" "+(peak-before));quit();});});`;
}

/**
 * Count the x86 instructions of a recovery at boot, the journal full, on both shapes of medium.
 * @param command  Command line of a default Linux build (x86, -O0) with its symbols.
 */
export async function recoveryBench(command: string): Promise<RecoveryCount[]> {
  const code = Buffer.from((await makeBundle(JOURNAL)).code, "latin1");
  const counts: RecoveryCount[] = [];
  for (const [medium, shape] of [["FRAM 32 KB", FRAM], ["NOR 64 KB", NOR]] as const) {
    const load = loadJournal(shape);
    const { counts: spent, console } = await countInstructions(command, script(shape), new Map([["journal", code], ["medium", load.medium.snapshot()]]));
    const said = /recovered (\S+) (\d+) (\d+) (\d+) (\d+)/.exec(console);
    if (said === null || said[1] !== "null" || Number(said[2]) !== load.capacity) throw new Error("the recovery went wrong: " + console.slice(-400));
    // A mark stands at both ends, and before and after the medium's part of each answer: every second stretch is the journal's.
    const reads = Number(said[3]);
    const sums = [0, 0];
    for (let index = 1; index < 2 * reads + 2; index++) sums[index % 2]! += spent[index]!;
    counts.push({ medium, transactions: load.capacity, reads, bytes: Number(said[4]), instructions: sums[1]!, mediumInstructions: sums[0]!, jsVars: Number(said[5]) });
  }
  return counts;
}
