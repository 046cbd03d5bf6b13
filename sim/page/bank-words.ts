import { zh } from "../../firmware/text/zh.js";

const LINE = /^(\d{4})(?: tid=\S+)? stan=(\S+): (.*)$/s;
const WHOLE: readonly [RegExp, string][] = [
  [/^arrives late/, "按设定迟到，其应答无处可去"],
  [/^fault (\S+)/, "按设定出故障：$1"],
  [/^[0-9A-Z]{2} repeated: answered as before/, "重复请求：按上次应答，未再执行"],
  [/reversed before; nothing done again$/, "此前已冲正，未再执行"],
  [/was closed before; nothing done again$/, "该批次此前已结清，未再执行"],
];
const REST: readonly [RegExp, string][] = [
  [/^frame refused, not answered/, "帧无效，未应答"], [/^message refused, not answered/, "报文无效，未应答"], [/^host fault, not answered/, "主机故障，未应答"],
  [/^connection closed/, "连接已关闭"], [/^terminal closed in the middle of a frame/, "终端在帧中间断开"],
];

/** What the code means, as the terminal itself says it (field 39). */
function meaning(code: string): string {
  const found = new RegExp("\\n" + code + "([^\\n]*)").exec("\n" + zh.responses);
  return found === null ? "" : found[1]!;
}

/** A line of the test bank's log in Chinese: what is known in Chinese, then the bank's own words. */
export function bankLineZh(line: string): string {
  const parts = LINE.exec(line);
  if (parts === null) {
    const known = REST.find(([pattern]) => pattern.test(line));
    return known === undefined ? line : known[1] + "（" + line + "）";
  }
  const [, mti, stan, said] = parts as unknown as [string, string, string, string];
  const head = mti + " 流水号 " + stan + "：";
  for (const [pattern, words] of WHOLE) if (pattern.test(said)) return head + words.replace("$1", pattern.exec(said)?.[1] ?? "");
  const code = /^([0-9A-Z]{2}) (.*)$/s.exec(said);
  return code === null ? head + said : head + code[1] + " " + meaning(code[1]!) + "（" + code[2] + "）";
}
