import type { Command } from "commander";
import { keepPictures } from "../page/pictures.js";

/** `postern pictures`: the pictures of README.md and docs/WALKTHROUGH.md, taken of the page in Chromium. */
export function registerPictures(program: Command): void {
  program.command("pictures").description("take the pictures of the page again for README.md and docs/WALKTHROUGH.md; needs Chromium").action(async () => {
    await keepPictures((line) => console.log(line));
  });
}
