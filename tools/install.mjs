// Make node_modules match package-lock.json before anything else runs; needs nothing but Node and npm.
import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Names of locked packages that are absent from node_modules or of another version; optional ones may be absent. */
function missing() {
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const noteFile = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(noteFile)) return ["everything"];
  const present = JSON.parse(readFileSync(noteFile, "utf8")).packages;
  return Object.keys(wanted).filter((path) => {
    if (path === "" || wanted[path].optional || wanted[path].peer) return false;
    return present[path]?.version !== wanted[path].version;
  });
}

/** Run `npm ci` with its output visible when something is missing. Ends the process when that fails. */
export function ensureInstalled() {
  const absent = missing();
  if (absent.length === 0) return;
  const modules = join(root, "node_modules");
  if (existsSync(modules) && lstatSync(modules).isSymbolicLink()) {
    console.error(`node_modules is a link to another checkout and lacks ${absent.length} packages (${absent.slice(0, 3).join(", ")}): install there.`);
    process.exit(1);
  }
  console.log(`Installing development packages (${absent.length === 1 ? absent[0] : `${absent.length} missing`}); this happens once ...`);
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  // Some packages bring native parts that only flashing a board needs; their build scripts are not run.
  const result = spawnSync(npm, ["ci", "--ignore-scripts", "--loglevel=http"], { cwd: root, stdio: "inherit" });
  if (result.status !== 0) {
    console.error("npm ci failed; see the lines above.");
    process.exit(result.status ?? 1);
  }
}
