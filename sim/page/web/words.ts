import type { Answer, Entry, Notice } from "../protocol.js";
import { tongue } from "./look.js";

/** What the page says, English and Chinese. The terminal's own words come from the terminal. */
const WORDS = {
  title: ["Card terminal simulator", "刷卡终端模拟器"], skip: ["Skip to the terminal", "跳到终端"],
  terminal: ["Terminal", "终端"], terminals: ["Terminals", "终端"], wallet: ["Wallet", "卡包"], faults: ["Faults", "故障"], bank: ["Bank", "收单行"], timeline: ["Timeline", "时间线"],
  flow: ["Flow", "状态图"], journal: ["Journal", "流水"], run: ["Run", "会话"], panels: ["Panels", "面板"],
  language: ["中文", "English"], pageLanguage: ["Language of the page", "页面语言"], theme: ["Theme", "主题"], auto: ["auto", "自动"], light: ["light", "浅色"], dark: ["dark", "深色"], sound: ["Sound", "声音"],
  lost: ["The simulator does not answer. The run is kept there; this page comes back by itself.", "模拟器没有回应。会话保存在模拟器中，页面会自动恢复。"],
  refusedLink: ["This page has no connection. Open the whole address that npm start printed.", "没有连接。请打开 npm start 打印的完整地址。"],
  opening: ["Connecting ...", "正在连接……"],
  display: ["Display", "显示屏"], keypad: ["Keypad", "键盘"], keypadHelp: ["Keys: 0-9 . Enter, Backspace clears, Esc cancels, l m g f, arrows; c goes to the wallet", "按键：0-9 . 回车，退格清除，Esc 取消，l m g f，方向键；c 进入卡包"],
  lights: ["Lights", "指示灯"], blue: ["ready", "就绪"], yellow: ["busy", "忙"], green: ["good", "成功"], red: ["refused", "拒绝"],
  on: ["on", "亮"], off: ["off", "灭"], switchOn: ["on", "开"], switchOff: ["off", "关"], powerOff: ["no power", "断电"],
  enter: ["ENTER", "确认"], clear: ["CLEAR", "清除"], cancel: ["CANCEL", "取消"], menu: ["MENU", "菜单"], goods: ["GOODS", "商品"], lang: ["中/EN", "中/EN"], feed: ["FEED", "走纸"],
  swipeSlot: ["Swipe", "刷卡"], chipSlot: ["Chip", "插卡"], tapField: ["Tap", "挥卡"], scanner: ["Scan", "扫码"], dropHere: ["Drop the card here", "把卡放到这里"],
  noReaderYet: ["This firmware reads stripes and codes. Drop a card here and the simulator says what happens.", "此固件只读磁条和条码。把卡拖到这里，模拟器会说明结果。"],
  paper: ["Paper", "打印纸"], tear: ["Tear off", "撕下"], savePng: ["PNG", "PNG"], saveText: ["Text", "文本"], newRoll: ["New roll", "换纸"], tornOff: ["Torn off", "已撕下"], printerok: ["paper in", "有纸"], printerout: ["NO PAPER", "缺纸"],
  printernearEnd: ["paper near its end", "纸将尽"], printerheadHot: ["head too hot", "打印头过热"], printerjam: ["paper jam", "卡纸"], close: ["Close", "关闭"],
  search: ["Search cards", "搜索卡片"], swipe: ["Swipe", "刷卡"], backwards: ["Backwards", "反向刷"], newCard: ["New card", "新卡"], edit: ["Edit", "编辑"], noPin: ["no PIN", "无密码"], pin: ["PIN", "密码"],
  group_all: ["All", "全部"], group_good: ["Good cards", "正常卡"], group_stripe: ["Stripe", "磁条"], group_terminalRefuses: ["Terminal refuses", "终端拒绝"], group_bankRefuses: ["Bank refuses", "银行拒绝"], group_own: ["Your own", "自制"], group_code: ["Codes", "码"],
  cardId: ["Short name", "代号"], cardName: ["Name", "名称"], number: ["Number", "卡号"], holder: ["Holder", "持卡人"], expiry: ["Expiry (YYMM)", "有效期（YYMM）"], service: ["Service code", "服务代码"], kind: ["Kind", "类型"], debit: ["debit", "借记"], credit: ["credit", "贷记"],
  balance: ["Balance", "余额"], status: ["Bank answers", "银行应答"], statusHelp: ["ok, or a response code such as 51", "ok 或应答码，如 51"], damage: ["Stripe", "磁条"], dmg_none: ["whole", "完好"], dmg_parity: ["damaged digit", "字符损坏"], dmg_lrc: ["wrong LRC", "LRC 错"],
  dmg_noStart: ["no start", "无起始符"], dmg_noEnd: ["cut short", "未刷完"], dmg_noise: ["scratched", "划伤"], dmg_blank: ["blank", "空白"], save: ["Save", "保存"], cancelForm: ["Cancel", "取消"], testOnly: ["Test numbers only: the first six digits must be those of a card that is here.", "只能用测试卡号：前六位须与卡包中某张卡相同。"],
  power: ["Power", "电源"], powerCut: ["Cut power now", "立即断电"], powerOn: ["Power on", "上电"], cutAtWrite: ["Cut at the next write", "下次写入前断电"], cutInWrite: ["Cut in the middle of a write", "写入中途断电"], batteryLow: ["Battery low", "电池不足"], comesBack: ["comes back after 1.5 s", "1.5 秒后恢复"],
  batteryHelp: ["Gives way as soon as the print head draws current", "打印头一加热就断电"],
  reply: ["The next answer", "下一个应答"], loseReply: ["Lose it", "丢失"], delayReply: ["20 s late", "迟到 20 秒"], doubleReply: ["Twice", "重复"], garbleReply: ["Turn a bit", "翻转一位"], truncateReply: ["Cut it short", "截断"], splitReply: ["Byte by byte", "逐字节"], resetReply: ["Line breaks in it", "中途断线"],
  request: ["The next request", "下一个请求"], loseRequest: ["Lose it", "丢失"], refuseDial: ["Refuse the call", "拒绝连接"], line: ["Line", "线路"], unplug: ["Unplug", "拔网线"], plugIn: ["Plug in", "插网线"], hostDown: ["Bank closes its door", "收单行下线"], hostUp: ["Bank opens its door", "收单行上线"],
  mac: ["The bank's answer", "银行应答"], wrongMac: ["Wrong MAC", "MAC 错"], wrongAmount: ["Another amount", "金额不符"], noMoney: ["Say 51, no money", "答 51 余额不足"], missing: ["Do it, say nothing", "记账但不应答"],
  paperFaults: ["Printer", "打印机"], paperOut: ["Paper out", "取走纸"], paperSoon: ["5 lines left", "只剩 5 行"], headHot: ["Head hot", "过热"], headCool: ["Head cool", "冷却"], jam: ["Jam", "卡纸"],
  medium: ["Journal medium", "流水存储"], writeFails: ["Next write fails", "下次写失败"], readFails: ["Next read fails", "下次读失败"], clock: ["Clock", "时钟"], clockRight: ["Right", "准确"], clockHour: ["An hour fast", "快一小时"], clockDay: ["A day slow", "慢一天"], clockFast: ["Runs fast", "走快"], clockFastHelp: ["Gains a minute an hour from now on; a sign-in sets it right, and it gains again", "从现在起每小时快一分钟；签到会校准，之后继续走快"],
  tamperTitle: ["Case", "外壳"], tamper: ["Open the case", "拆机"], tamperHelp: ["The master key is erased; only a fresh run brings it back", "主密钥被擦除，只有重新开始才能恢复"], armed: ["Armed", "待触发"], nothingArmed: ["No fault waits.", "没有待触发的故障。"],
  accounts: ["Accounts", "账户"], ledger: ["Ledger", "账本"], batches: ["Batches", "批次"], log: ["Messages", "报文"], refusals: ["Refusals", "拒绝原因"], merchants: ["Merchants and terminals", "商户与终端"], rules: ["Next outcome", "下一结果"], card: ["Card", "卡"], amount: ["Amount", "金额"], state: ["State", "状态"], trace: ["Trace", "凭证号"], when: ["Time", "时间"],
  count: ["Count", "笔数"], sum: ["Sum", "金额"], reversed: ["Reversed", "冲正"], batch: ["Batch", "批次"], merchant: ["Merchant", "商户"], signedIn: ["signed in", "已签到"], notSignedIn: ["not signed in", "未签到"], addTerminal: ["Add a terminal", "添加终端"], newMerchant: ["for a new merchant", "新商户"],
  onRequest: ["On", "请求"], thenDo: ["do", "结果"], plainFault: ["fault", "故障"], answerCode: ["answer code", "应答码"], times: ["times", "次数"], late: ["late, ms", "延迟毫秒"], addRule: ["Add", "添加"], clearRules: ["Clear", "清除"], noRules: ["The bank does what it should.", "收单行正常应答。"], noEntries: ["Nothing yet.", "暂无。"], bytes: ["Bytes", "字节"], any: ["any", "任意"],
  applications: ["Applications", "商户申请"], applicationsHelp: ["A shop applies; the bank looks at it and gives out an activation code, to be typed at a terminal out of its box.", "商户提出申请，银行审核后发放激活码，在新开箱的终端上输入。"], noApplications: ["Nobody has applied yet.", "还没有申请。"],
  newApplication: ["A shop applies", "商户申请"], apply: ["Apply", "提交申请"], licence: ["Business licence", "营业执照"], idNumber: ["Owner's identity number", "证件号码"], contact: ["Contact", "联系人"], phone: ["Telephone", "电话"], trade: ["Trade", "行业"],
  trade_retail: ["shop", "零售"], trade_restaurant: ["restaurant", "餐饮"], trade_entertainment: ["cinema", "娱乐"], trade_post: ["post office", "邮政"],
  application_waiting: ["waiting", "待审核"], application_refused: ["refused", "已拒绝"], application_approved: ["approved", "已通过"], application_left: ["left", "已解绑"],
  activationCode: ["Activation code", "激活码"], codeUnused: ["not used yet", "未使用"], codeUsed: ["used by", "已用于"], review: ["Review", "审核"], refuse: ["Refuse", "拒绝"], reviewerSaysNo: ["The reviewer said no.", "审核人拒绝。"], newCode: ["New code", "换发激活码"], addBlank: ["Add a terminal out of its box", "添加未激活终端"],
  play: ["Play", "播放"], pause: ["Pause", "暂停"], step: ["Step", "单步"], speed: ["Speed", "速度"], moment: ["Moment", "时刻"], goHere: ["Go to this moment", "回到此刻"], toEnd: ["To the end", "到末尾"], busy: ["playing again ...", "重放中……"],
  all: ["all", "全部"], control: ["hands", "操作"], powerKind: ["power", "电源"], event: ["events", "事件"], lostKind: ["dropped", "丢弃"], lineKind: ["line", "线路"], message: ["messages", "报文"], journalKind: ["journal", "流水"], bankKind: ["bank", "收单行"], paperKind: ["paper", "纸"], logKind: ["log", "日志"], scenario: ["scenario", "场景"], filter: ["Show", "显示"], axis: ["The last 30 seconds", "最近 30 秒"],
  flowHelp: ["The lit state is where the terminal is now; the thick arrow is the last step.", "亮起的是当前状态，粗箭头是上一步。"], sheet_boot: ["Start", "启动"], sheet_sale: ["Sale", "消费"], sheet_reversal: ["Reversal", "冲正"], sheet_echo: ["Line test", "线路测试"], sheet_menu: ["Menu", "菜单"], sheet_goods: ["Goods", "商品"], sheet_settle: ["Settlement", "结算"], sheet_txn: ["Transactions", "其他交易"], now: ["Now", "当前"],
  sheet_allow: ["Approval", "主管授权"], sheet_begin: ["Power-on", "开机"], sheet_code: ["Codes", "扫码"], sheet_diag: ["Diagnosis", "诊断"], sheet_live: ["Going live", "开通"], sheet_note: ["Note", "记号"], sheet_people: ["People", "操作员"], sheet_sign: ["Sign-in", "签到"], sheet_look: ["Search", "查询"], sheet_totals: ["Totals", "汇总"], sheet_closed: ["Last totals", "上次结算"], sheet_off: ["Sign-off", "签退"], sheet_train: ["Training", "培训"], sheet_value: ["Points, gifts", "积分卡券"],
  journalHelp: ["Read from the medium, as the terminal would after a power cut.", "直接读取存储介质，与断电恢复时相同。"], damaged: ["damaged", "损坏"], printed: ["Printed", "已打印"], attempts: ["attempts", "次"],
  runHelp: ["A run is its seed and what was done. It plays again to the byte.", "会话由种子与操作组成，可逐字节重放。"], seed: ["Seed", "种子"], terminalLanguage: ["Terminal speaks", "终端语言"], howMany: ["Terminals", "终端数"], beginAnew: ["Begin anew", "重新开始"], download: ["Download scenario", "下载场景"], share: ["Copy link", "复制链接"], copied: ["The link is in the clipboard.", "链接已复制。"],
  openFile: ["Open a file", "打开文件"], openText: ["A link, a run such as sale-pin/fram:cut@w3.33, or YAML", "链接、崩溃串（如 sale-pin/fram:cut@w3.33）或 YAML"], open: ["Open", "打开"], scenarios: ["Scenarios", "场景库"], playing: ["Playing", "正在播放"], fromNew: ["new run", "新会话"], fromScenario: ["scenario", "场景"], fromCrash: ["crash explorer", "崩溃探索"],
  pages: ["pages on this desk", "个页面在看"], select: ["Show terminal", "显示终端"],
} as const satisfies Record<string, readonly [string, string]>;

export type Word = keyof typeof WORDS;

/** A word in the page's language. */
export function t(word: Word): string {
  return WORDS[word][tongue.value === "zh" ? 1 : 0];
}

/** For names that are put together; the name itself where there is no word. */
export function tt(word: string): string {
  return Object.hasOwn(WORDS, word) ? t(word as Word) : word.replace(/^\w+_/, "");
}

const REFUSALS: Record<string, string> = {
  off: "终端没有电源，操作未生效，请先上电。", notListening: "终端此刻不接收该输入，操作丢失，未产生扣款；请在终端提示时重试。", noReader: "此固件只读磁条，卡片未被读取；请改用刷卡。", noTerminal: "没有这台终端。", noCard: "卡包里没有这张卡。",
  noEntry: "报文字节已不再保存。", noPiece: "没有这张纸。", badSession: "无法读取该会话，当前会话未受影响：", refused: "无法执行：", tooFast: "操作过快，未执行。", lost: "模拟器没有回应，操作未执行。",
};

const NOTICES: Record<Notice["code"], string> = {
  clients: "有多个页面在看同一个终端；任何一页的操作，各页都可见。", crash: "终端程序或模拟器停止，时间已停。款项在流水和收单行账本中是安全的；请退回之前的时刻或重新开始。",
  scenario: "场景结束。", closing: "模拟器已关闭，请重新运行 npm start。", branch: "此刻之后录制的操作已被当前操作取代。",
};

/** A notice in the page's language; lists of details stay as they are. */
export function sayNotice(notice: Notice): string {
  if (tongue.value === "en") return notice.text;
  return notice.code === "scenario" ? ((notice.list?.length ?? 0) === 0 ? "场景结束：所有预期都成立。" : "场景失败。") : NOTICES[notice.code];
}

/** An answer that says no, as people read it. */
export function sayRefusal(answer: Answer): string {
  if (tongue.value === "zh") {
    const known = REFUSALS[answer.error ?? ""];
    if (known !== undefined) return known.endsWith("：") ? known + (answer.text ?? "") : known;
  }
  return answer.text === undefined || answer.text === "" ? "The simulator does not answer; nothing was done." : answer.text;
}

/** Minor units as an amount. */
export function money(minor: number): string {
  const sign = minor < 0 ? "-" : "";
  const whole = Math.abs(minor);
  return sign + Math.floor(whole / 100).toLocaleString("en-US") + "." + String(whole % 100).padStart(2, "0");
}

/** Virtual time since the start. */
export function clockText(ms: number): string {
  const tenths = Math.floor(Math.max(0, ms) / 100);
  const seconds = Math.floor(tenths / 10);
  const hours = Math.floor(seconds / 3600);
  const rest = String(Math.floor(seconds / 60) % 60).padStart(hours > 0 ? 2 : 1, "0") + ":" + String(seconds % 60).padStart(2, "0") + "." + (tenths % 10);
  return hours > 0 ? hours + ":" + rest : rest;
}

/** What an entry of the log says in one line; the bank's own log has both languages. */
export const titleOf = (entry: Entry): string => (tongue.value === "zh" ? entry.zh ?? entry.title : entry.title);
