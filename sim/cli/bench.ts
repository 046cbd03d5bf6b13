import { readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import type { BenchRow } from "../bench/compare.js";
import { printDeviceBench } from "../bench/device-table.js";
import { benchDes } from "../bench/des.js";
import { benchJournal } from "../bench/journal.js";
import { benchIso8583 } from "../bench/iso8583.js";
import { benchPage } from "../bench/page.js";
import { benchSales } from "../bench/sales.js";
import { benchStep } from "../bench/step.js";
import { root } from "../paths.js";
import { BadInput } from "./bad-input.js";

const shown = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3));

function line(row: BenchRow): string {
  const theirs = row.theirs === null ? row.peer : `${row.peer} ${shown(row.theirs)}`;
  return `${row.name.padEnd(36)} ${shown(row.ours).padStart(12)} ${row.unit.padEnd(10)} ${theirs.padEnd(32)} ${row.ratio === null ? "" : `${row.ratio.toFixed(1)} times as fast`}`;
}

/** `postern bench`: speed beside a peer in the same run. Figures, not tests: nothing fails here for being slow. */
export function registerBench(program: Command): void {
  program.command("bench").description("measure speed and memory beside a peer in the same run")
    .option("--device", "instead count instructions of one sale in the interpreter named by ESPRUINO, under valgrind")
    .option("--page", "instead measure the simulator's page in Chromium")
    .option("--hour-speed <n>", "with --page: how fast its hour of sales goes; 1 takes an hour (60 unless told)")
    .option("--drivers", "instead measure the drivers against emulated chips, in virtual time")
    .action(async (options: { drivers?: boolean; device?: boolean; page?: boolean; hourSpeed?: string }) => {
      if (options.page === true) {
        const speed = options.hourSpeed === undefined ? undefined : Number(options.hourSpeed);
        if (speed !== undefined && !(speed >= 1 && speed <= 100)) throw new BadInput("--hour-speed " + options.hourSpeed + ": a number from 1 to 100");
        const { buildPage, pageBytes, pageFresh } = await import(new URL(`file://${join(root, "tools", "page.mjs")}`).href) as { buildPage: () => Promise<void>; pageBytes: () => number; pageFresh: () => boolean };
        if (!pageFresh()) await buildPage();
        await benchPage(pageBytes(), speed, (text) => console.log(text));
        return;
      }
      if (options.drivers === true) {
        const { driverFigures } = await import("../../test/support/driver-figures.js");
        for (const row of driverFigures()) console.log(`${row.name.padEnd(46)} ${shown(row.value).padStart(8)} ${row.unit.padEnd(10)} ${row.limit}${row.passed ? "" : "  OVER"}`);
        return;
      }
      if (options.device === true) {
        await printDeviceBench((text) => console.log(text));
        return;
      }
      const { bundle, bundleFile } = await import(new URL(`file://${join(root, "tools", "bundle.mjs")}`).href) as { bundle: () => Promise<void>; bundleFile: string };
      await bundle();
      const rows: BenchRow[] = [
        ...benchDes().map((row) => ({ ...row, peer: "des.js" })),
        ...benchIso8583(),
        ...benchStep(),
        ...benchJournal(),
        ...(await benchSales(readFileSync(bundleFile, "latin1"), "debit")),
      ];
      for (const row of rows) console.log(line(row));
      console.log(`of processor time; load average ${loadavg()[0]!.toFixed(1)} on ${cpus().length} processors: what else runs slows all of it down`);
    });
}
