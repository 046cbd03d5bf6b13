// Goal: the totals slip of the last settlement comes back as it was, marked as a copy, and where there was none nothing is printed.
import assert from "node:assert/strict";
import { CONFIG_SETTLED } from "../../../hal/config.js";
import { KEPT_BETWEEN, totalsValues } from "../../../firmware/app/places-settle.js";
import { EV_FOUND } from "../../../firmware/flow/events.js";
import { closed } from "../../../firmware/overlay/closed.js";
import { overlayDesk } from "../../support/overlay-desk.js";

const EQUAL = 2 * 16 + 5;
const journal = (batch: number): object => ({ totals: () => [{ kind: 1, count: 2, amountMinor: 12345, scheme: "CUP", credit: false }], phase: () => EQUAL, batch: () => batch });

describe("overlay/closed", () => {
  it("prints what was kept, not what the journal holds now, and marks it", () => {
    const kept = totalsValues(overlayDesk(journal(3)).session).join(KEPT_BETWEEN);
    const asked: string[] = [];
    const { session, posted, printed } = overlayDesk(journal(4));
    session.ports.config = { read: (name: string) => { asked.push(name); return kept; } } as typeof session.ports.config;
    closed().effects[0]!(session, null);
    assert.deepEqual([asked, posted], [[CONFIG_SETTLED], []]);
    for (const part of ["000003", "123.45", "DUPLICATE"]) assert.ok(printed[0]!.includes(part), part);
    assert.ok(!printed[0]!.includes("000004"));
  });
  it("prints nothing where no batch was closed", () => {
    const { session, posted, printed } = overlayDesk(journal(1));
    closed().effects[0]!(session, null);
    assert.deepEqual([posted, printed], [[[EV_FOUND, null]], []]);
  });
});
