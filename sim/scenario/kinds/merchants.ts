import type { Application, Merchant } from "../../acquirer/merchants.js";
import { fail, type Stage } from "../stage.js";
import { pressAll } from "./hands.js";
import type { StepKind } from "./kind.js";

/** The samples of the two standards: GB 32100 and GB 11643. */
const SAMPLE: Application = { name: "街角小店", licence: "91350100M000100Y43", idNumber: "11010519491231002X", contact: "王芳", phone: "0591-87654321", trade: "retail" };
const FIELDS = ["name", "licence", "idNumber", "contact", "phone", "trade"] as const;
const STATES = ["waiting", "refused", "approved", "left"] as const;

function merchantsOf(stage: Stage): Merchant[] {
  return stage.host === null ? fail("the built-in test host", "another host") : stage.host.acquirer.merchants.list();
}

function merchantOf(stage: Stage, number: number): Merchant {
  const found = merchantsOf(stage);
  return found[number - 1] ?? fail(`an application number ${number}`, `${found.length} applications`);
}

/** A code that the host has not given to anybody. */
function wrongCode(stage: Stage): string {
  const codes = merchantsOf(stage).map((one) => one.code);
  for (let number = 1; ; number++) if (!codes.includes(String(number).padStart(8, "0"))) return String(number).padStart(8, "0");
}

export const merchantKinds: readonly StepKind[] = [
  {
    name: "merchant", about: "a shop applies at the test host, which reviews the application",
    read(at) {
      const parts = at.map([...FIELDS, "review", "renew"], "merchant");
      const changes = Object.fromEntries(FIELDS.filter((name) => parts.has(name)).map((name) => [name, parts.get(name)!.text()]));
      const review = parts.get("review")?.yesNo() ?? true;
      const renew = parts.get("renew")?.whole(1, 1000);
      return async (stage) => {
        const desk = stage.host === null ? fail("the built-in test host", "another host") : stage.host.acquirer.merchants;
        if (renew !== undefined) { desk.renew(String(renew)); return; }
        const { id } = desk.apply({ ...SAMPLE, ...changes });
        if (review) desk.review(id);
      };
    },
  },
  {
    name: "activate", about: "an activation code, then ENTER: of an application by its number, or wrong",
    read(at) {
      const number = at.value === "wrong" ? 0 : at.whole(1, 1000);
      return (stage) => pressAll(stage, (number === 0 ? wrongCode(stage) : merchantOf(stage, number).code) + "E");
    },
  },
  {
    name: "expect merchant", about: "an application and what became of it",
    read(at) {
      const parts = at.map(["number", "state", "reasons", "activated"], "expect merchant");
      const number = parts.get("number")?.whole(1, 1000) ?? 1;
      const state = parts.get("state")?.oneOf(STATES, "state");
      const reasons = parts.get("reasons")?.whole(0, 10);
      const activated = parts.get("activated")?.yesNo();
      return async (stage) => {
        const seen = merchantOf(stage, number);
        if (state !== undefined && seen.state !== state) fail(`application ${number} to be ${state}`, seen.state);
        if (reasons !== undefined && seen.reasons.length !== reasons) fail(`${reasons} reasons`, seen.reasons.join("; ") || "none");
        if (activated !== undefined && (seen.serial !== "") !== activated) fail(`its code ${activated ? "" : "not "}to be used`, seen.serial || "no terminal");
      };
    },
  },
];
