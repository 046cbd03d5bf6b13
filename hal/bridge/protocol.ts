/**
 * What travels between the simulator and a terminal that runs in the real interpreter. Frames both ways: length (2 bytes,
 * highest first), then one letter and its payload. Every frame to the terminal carries, after its letter, the virtual time
 * (13 decimal digits) and the signal bars (one digit). The terminal answers each with any number of frames and then an "A".
 * It is a lock step: the simulator sends the next frame, and lets time go on, only after the "A".
 */
/** Where the bars and the payload of a frame to the terminal stand. */
export const AT_BARS = 14;
export const AT_PAYLOAD = 15;
/** Every id has as many digits. */
export const ID_DIGITS = 6;

/** File of Storage with the names of assets that lie beside the flash, each between semicolons. */
export const SPILLED_FILE = "spilled";

export const TO_KEY = "K"; //       stored TMK with its KCV
export const TO_TRANSPORT = "u"; // stored transport key with its KCV
export const TO_CONFIG = "f"; //  "name,", bytes of its record
export const TO_RANDOM = "R"; //    random bytes for the pool
export const TO_START = "S"; //     call postern(ports); "size,erase,programMax" of the medium, then 1 when a chip keeps the keys, then the columns of the paper
export const TO_TIMER = "T"; //     timer id
export const TO_PRESS = "k"; //     key
export const TO_SWIPE = "m"; //     lengths of tracks 1 and 2 as 3 digits each, then the bits of the tracks
export const TO_CODE = "q"; //      code that the scanner read
export const TO_DONE = "D"; //      id, name of the error if any, a comma, then bytes
export const TO_BYTES = "n"; //     bytes from the network
export const TO_CLOSED = "c"; //    the connection broke
export const TO_MEMORY = "?"; //    tell the memory

export const FROM_ACK = "A"; //     random bytes used so far, then highest JsVars seen
export const FROM_AFTER = "t"; //   "id,delayMs"
export const FROM_CANCEL = "x"; //  timer id
export const FROM_SET_NOW = "s"; // epoch ms
export const FROM_KEYPAD = "k"; //  "1" listens, "0" does not
export const FROM_STRIPE = "m"; //  the same
export const FROM_SCANNER = "q"; // the same
export const FROM_FRAME = "F"; //   "crc," and 1024 bytes
export const FROM_STRIPS = "G"; //  over a cable, instead of a picture: "crc,", mask of changed strips (2 hex digits), their bytes
export const FROM_PRINT = "P"; //   "id," and lines
export const FROM_TEAR = "E"; //    id
export const FROM_CONNECT = "C"; // "id,port,host"
export const FROM_SEND = "W"; //    "id," and bytes
export const FROM_CLOSE = "L";
export const FROM_READ = "r"; //    "id,address,length"
export const FROM_PROGRAM = "p"; // "id,address," and bytes
export const FROM_ERASE = "e"; //   "id,address"
export const FROM_BEEP = "b"; //    tone
export const FROM_LIGHTS = "l"; //  mask
export const FROM_LOG = "g"; //     line
export const FROM_FORGET = "z"; //  erase the TMK
export const FROM_TMK = "K"; //     TMK with its KCV, to be kept
export const FROM_CONFIG = "f"; // "id,name," and bytes of its record
export const FROM_DIARY = "d"; //  id
export const FROM_MEMORY = "Y"; //  "usage,total"
export const FROM_ERROR = "!"; //   what was thrown, or error flags
