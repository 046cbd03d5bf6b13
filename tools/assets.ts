/**
 * The board's read-only files, built from their sources in the tree; docs/ASSETS.md gives their layouts.
 * A new asset is one entry in `sources`.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildDeviceFont } from "../sim/font/device-font.js";
import { unifont } from "../sim/font/unifont.js";
import { root } from "../sim/paths.js";

interface AssetSource {
  name: string;
  /** The finished bytes; null while its source is not there. */
  build(): Buffer | null;
  /** 8-bit text whose hanzi the display must be able to show. */
  shows?(): string[];
}

function file(path: string): Buffer | null {
  return existsSync(join(root, path)) ? readFileSync(join(root, path)) : null;
}

const sources: AssetSource[] = [
  { name: "params", build: () => file("data/params.json") },
];

/** Every asset by name, `font` included, which holds just the hanzi that the others can show. */
export function buildAssets(): Map<string, Buffer> {
  const assets = new Map<string, Buffer>();
  const shown: string[] = [];
  for (const source of sources) {
    const bytes = source.build();
    if (bytes === null) continue;
    assets.set(source.name, bytes);
    shown.push(...(source.shows?.() ?? [bytes.toString("latin1")]));
  }
  assets.set("font", buildDeviceFont(unifont(), shown).bytes);
  return assets;
}
