import { LENT, PORTS } from "./board-drivers.js";
import { LANGUAGES, kindNames, overlayNames } from "./board-problems.js";
import { DRIVERS, type Option } from "./driver-table.js";

type Json = Record<string, unknown>;

const whole = (description: string): Json => ({ type: "integer", minimum: 1, description });
const text = (description: string): Json => ({ type: "string", minLength: 1, description });
const texts = (description: string): Json => ({ type: "array", items: { type: "string" }, description });
const record = (properties: Record<string, Json>, optional: string[] = []): Json => ({ type: "object", additionalProperties: false, required: Object.keys(properties).filter((name) => !optional.includes(name)), properties });

function optionSchema(option: Option): Json {
  const description = option.about;
  if (option.values !== undefined) return { enum: option.values, description };
  if (option.kind === "number") return { type: "integer", description };
  if (option.kind === "outs" || option.kind === "pulls") return { type: "array", items: { type: "string" }, description };
  const pattern = { i2c: "^I2C\\d$", spi: "^SPI\\d$", serial: "^Serial\\d$" }[option.kind as string];
  return { type: "string", ...(pattern === undefined ? {} : { pattern }), description };
}

function portSchema(port: string): Json {
  const choices = Object.entries(DRIVERS).filter(([, driver]) => driver.port === port).map(([name, driver]) => {
    const optional = Object.entries(driver.options).filter(([, option]) => option.optional === true).map(([option]) => option);
    return record({ driver: { enum: [name] }, ...Object.fromEntries(Object.entries(driver.options).map(([option, what]) => [option, optionSchema(what)])) }, optional);
  });
  return { anyOf: [...choices, record({ driver: { enum: [LENT], description: "lent by the simulator over the cable: npx postern bridge" } })], description: "hal/" + port.toLowerCase() + ".ts" };
}

const BUS: Json = {
  type: "object",
  additionalProperties: { type: ["string", "integer"] },
  description: "I2C: scl, sda, bitrate. SPI: sck, mosi, miso, baud, mode. Serial: rx, tx, cts, baud, flow (xon).",
};

/**
 * JSON Schema of a board's file, made from the table of drivers, so that an editor completes what the build takes. It cannot say what
 * tools/board-problems.ts finds: pins used twice, a bus that is not set up, an interpreter that lacks a library.
 */
export function boardSchema(): Json {
  const features = { type: "array", uniqueItems: true, items: { enum: [...LANGUAGES, ...overlayNames()] } };
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Board of a Postern terminal",
    ...record({
      $schema: { type: "string" }, name: text("name of this file"), title: text("one line for people"), interpreter: text("process.env.BOARD of the interpreter's build"),
      chip: record({
        source: text("where these facts come from"), mhz: whole("clock of the processor"), jsVarBytes: whole("bytes of one variable"), pageBytes: whole("erase unit of Storage"), eventBytes: whole("buffer of input events"),
        stock: { type: "array", items: { enum: ["net", "tls", "crypto", "wifi", "telnet", "bluetooth", "jit"] }, description: "what is built into this interpreter" },
        pins: texts("pins a wire can be put to"), inputOnly: texts("of these, inputs without pull-up"),
        onboard: { type: "object", additionalProperties: { type: "string" }, description: "pins inside the board that drivers may use" },
        taken: { type: "object", additionalProperties: { type: "string" }, description: "pins that are spoken for" },
        buses: { type: "object", additionalProperties: { type: "object", additionalProperties: { type: "array", items: { type: "string" } } }, description: "buses there are; pins that can carry each signal, none for any" },
      }),
      limits: record({
        jsVars: whole("variables of the interpreter"), jsVarsIdleMax: whole("at most 60 % of them"), jsVarsPeakMax: whole("at most 80 % of them"), bundleBytesMax: whole("program that is always in memory"),
        programBytesMax: whole("program with all overlays"), storageBytes: whole("Storage"), storageAddress: whole("where Storage begins in the flash"),
      }),
      features: { ...record({ must: features, may: features, kinds: { type: "array", uniqueItems: true, minItems: 1, items: { enum: kindNames() }, description: "cut the terminal down to these kinds of transaction, and to what must and may name" } }, ["kinds"]), description: "what the terminal can do beyond a sale, most wanted first; the build drops from the end of `may` what does not fit" },
      boot: record({ watchdogSeconds: { type: "integer", minimum: 0, description: "0 for none" }, closeConsole: { type: "boolean", description: "close the console for good" } }),
      buses: { type: "object", additionalProperties: BUS, description: "by the interpreter's name: I2C1, SPI1, Serial2" },
      drivers: record(Object.fromEntries(PORTS.map((port) => [port, portSchema(port)]))),
    }, ["$schema"]),
  };
}
