import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

/** Where Debian and other distributions put Chromium and its kin. The environment variable CHROMIUM goes before. */
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];

/** Program of a browser that can be driven, or null where there is none. */
export function browserPath(): string | null {
  const named = process.env["CHROMIUM"];
  if (named !== undefined && named !== "") return existsSync(named) ? named : null;
  return PLACES.find((path) => existsSync(path)) ?? null;
}

/** Start the browser without a window. Pictures come out the same everywhere: no smoothing by the graphics card, fixed scale. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = browserPath();
  if (executablePath === null) throw new Error("no Chromium on this computer; install it, or name it in the environment variable CHROMIUM");
  // As root, as on build servers, Chromium's own sandbox cannot start; it shows only our own page.
  return chromium.launch({ executablePath, args: ["--force-color-profile=srgb", "--disable-lcd-text", "--font-render-hinting=none", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])] });
}
