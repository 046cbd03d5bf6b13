import { selfTest } from "../app/effects-boot.js";
import { beginLive, dropLive, keepParts, mayLeave, openLive, printLive, sendLeave, takeLive } from "../app/live.js";
import type { Loading } from "../app/live.js";
import type { Effect } from "../app/session.js";
import { checkApproval } from "../app/supervisor.js";
import type { Context } from "../flow/context.js";
import { packedLive } from "../flow/packed.js";
import { dropPin, takeDenied } from "../flow/people-parts.js";
import type { Overlay } from "../machine/overlay.js";
import type { Guard, Update } from "../machine/step.js";
import { TEXT_WHY_CODE, TEXT_WHY_NO_ANSWER, TEXT_WHY_REFUSED } from "../text/keys.js";

const CODE_DIGITS = 8;
const JOB_SLIP = 1;
const JOB_LEAVE = 2;
/** What a host says of a code, in the order of the texts from TEXT_WHY_CODE on. */
const CODE_ANSWERS = ["25", "94", "54", "75"];
/** DE 39: terminal not registered. */
const NOT_REGISTERED = "97";

const guards: Guard<Context>[] = [
  function codeRoom(c, digit) { return digit < 10 && c.detail.length < CODE_DIGITS; },
  function codeWhole(c) { return c.detail.length === CODE_DIGITS; },
  function isSlipJob(_c, digit) { return digit === JOB_SLIP; },
  function isLeaveJob(_c, digit) { return digit === JOB_LEAVE; },
  function goneThere(_c, answer) { return answer.respCode === NOT_REGISTERED; },
];

const updates: Update<Context>[] = [
  function typeCode(c, digit) { c.detail += digit; },
  function clearCode(c) { c.detail = ""; c.lines = 0; },
  function takeStep(c, step) { c.lines = c.lines === 0 ? 1 : step; },
  takeDenied,
  function takeRefused(c, answer) {
    const at = CODE_ANSWERS.indexOf(answer.respCode);
    c.reason = at < 0 ? TEXT_WHY_REFUSED : TEXT_WHY_CODE + at;
    c.detail = at < 0 ? answer.respCode : "";
  },
  function takeWhy(c, why) { c.reason = why > 0 && why < 100 ? why : TEXT_WHY_NO_ANSWER; c.detail = ""; },
  dropPin,
];

export function live(): Overlay<Context, Effect> {
  // What was downloaded so far; goes with the overlay.
  const loading: Loading = { code: "", step: 0, tid: "", mid: "", got: ["", "", "", ""], wrapped: "", kcv: "" };
  return {
    packed: packedLive, guards: guards, updates: updates,
    effects: [
      openLive,
      function askHost(session) { beginLive(session, loading); },
      function takePart(session) { takeLive(session, loading); },
      function keepLive(session) { keepParts(session, loading); },
      selfTest, printLive, mayLeave, checkApproval, sendLeave, dropLive,
    ],
  };
}
