import type { KindFile, Question } from "../../firmware/txn/kind-file.js";
import type { Language } from "../scenario/screens.js";

/** What an entry of the menu is for, where the entry's own data do not say it: jobs by their English name in the menu (flow/menu.ts). */
export const JOB_WORDS: Record<string, Record<Language, string>> = {
  "Settle": { en: "Closes the batch: shows its number, how many were approved and their sum, compares with the bank, prints the totals and begins the next batch.", zh: "结束本批次:显示批次号、笔数和金额,与银行对账,打印总计单,开始新批次。" },
  "Last slip": { en: "Prints both copies of the last slip again, marked as duplicated.", zh: "重打上一笔的两联,并标明重打印。" },
  "Find slip": { en: "Finds a transaction of the batch by its voucher number, the card's last four digits or the amount, shows it, and prints its slip again.", zh: "按凭证号、卡号末四位或金额查找本批次的交易,显示并重打凭条。" },
  "Totals": { en: "Shows and prints what the open batch comes to, without closing it.", zh: "显示并打印当前批次的总计,不结算。" },
  "Settle slip": { en: "Prints the totals slip of the last settlement again, marked as duplicated.", zh: "重打上一次结算的总计单,并标明重打印。" },
  "Training": { en: "Begins and ends training: the same screens and slips, every slip marked, nothing sent, totals apart.", zh: "进入或退出培训模式:画面和凭条相同,凭条均有标记,不联系银行,单独累计。" },
  "Diagnosis": { en: "Tries each device by itself, shows network, journal, counters and versions, and prints a log that outlives resets.", zh: "逐个测试设备,查看网络、流水、计数和版本,打印断电后仍保留的日志。" },
  "Sign off": { en: "Tells the bank that the terminal stops; its working keys are forgotten. The next sale signs in again.", zh: "通知银行终端停止使用并清除工作密钥;下一笔交易前会重新签到。" },
  "Sign in": { en: "Fetches new working keys, the bank's time and the batch number. The terminal does it by itself when it is needed.", zh: "取得新的工作密钥、银行时间和批次号。需要时终端会自动签到。" },
  "Echo test": { en: "Asks the bank for a sign of life; no money moves.", zh: "测试与银行的线路,不涉及资金。" },
  "中文": { en: "Changes the language of display and slips.", zh: "切换屏幕和凭条的语言。" },
  "Merchant": { en: "Prints the activation slip again, or leaves the merchant: only with an empty batch, nothing owed, and the supervisor's password.", zh: "重打激活凭单,或解除与商户的绑定:须批次为空、没有未完成的冲正,并输入主管密码。" },
  "People": { en: "Log in, lock the screen, change one's password; the supervisor adds, resets and removes operators.", zh: "登录、锁屏、修改密码;主管可增加、重置、删除操作员。" },
};

/** What the terminal asks for. */
export const QUESTION_WORDS: Record<Question, Record<Language, string>> = {
  approval: { en: "the supervisor's password", zh: "主管密码" },
  trace: { en: "the voucher number of the original", zh: "原凭证号" },
  rrn: { en: "the reference number on the original's slip", zh: "原参考号" },
  date: { en: "the original's date (month and day)", zh: "原交易日期(月日)" },
  authCode: { en: "the original's approval code", zh: "原授权码" },
  voucher: { en: "the payment voucher on the original's slip", zh: "原凭条上的付款凭证号" },
  points: { en: "how much of it points pay", zh: "用积分支付的金额" },
  coupon: { en: "the coupon, scanned or typed", zh: "优惠券（扫码或手输）" },
  payee: { en: "the payee's card, or its number typed twice", zh: "收款人的卡（或输入两次卡号）" },
  periods: { en: "in how many payments", zh: "分期期数" },
  payCode: { en: "the code on the customer's phone", zh: "顾客手机上的付款码" },
  showCode: { en: "the customer scans the code on the display", zh: "顾客扫描屏幕上的二维码" },
};

/** What to know about silence, for people. */
export const SILENCE_WORDS: Record<KindFile["silence"], Record<Language, string>> = {
  reverse: { en: "When the bank does not answer, the terminal undoes it by itself: hand nothing out, wait, then begin again.", zh: "银行没有应答时终端自动冲正:请勿交付任何东西,冲正后再重做。" },
  repeat: { en: "When the bank does not answer, the terminal keeps it and sends it again by itself: do not repeat it.", zh: "银行没有应答时终端保存并自动补发:请勿重做。" },
  forget: { en: "No money moves.", zh: "不涉及资金。" },
  query: { en: "When the bank does not answer, the terminal asks again until it knows; CANCEL gives the payment up and undoes it.", zh: "银行没有应答时终端继续查询结果;按取消键则放弃并撤销。" },
  local: { en: "The bank is not asked; the terminal notes it and prints its slip.", zh: "不联系银行,只在终端记账并打印凭条。" },
};

const GOODS: Record<Language, string> = { en: "When the bank does not answer, the terminal undoes it by itself: keep the goods and wait.", zh: "银行没有应答时终端自动冲正:请勿交货,稍候。" };
const STAYS_PAID: Record<Language, string> = { en: "When the bank does not answer, the terminal undoes the void by itself, so the original stays paid: give no money back, wait, then void again.", zh: "银行没有应答时终端自动冲正本次撤销,原交易仍然有效:请勿退还现金,冲正后再重新撤销。" };

/** What silence means at the counter for a kind of its own sort, by its name; {@link SILENCE_WORDS} for all others. */
export const KIND_SILENCE: Record<string, Record<Language, string>> = {
  sale: GOODS, pointsPay: GOODS, couponPay: GOODS,
  void: STAYS_PAID, completionVoid: STAYS_PAID, codeVoid: STAYS_PAID,
  preauth: { en: "When the bank does not answer, the terminal undoes it by itself, so nothing is held: wait before the guest is let in, then begin again.", zh: "银行没有应答时终端自动冲正,未冻结金额:请勿先提供服务,冲正后再重做。" },
  preauthVoid: { en: "When the bank does not answer, the terminal undoes the cancellation by itself, so the amount stays held: tell the customer, wait, then cancel again.", zh: "银行没有应答时终端自动冲正本次撤销,金额仍被冻结:请告知顾客,冲正后再重新撤销。" },
  completion: { en: "When the bank does not answer, the terminal undoes it by itself, so nothing is paid yet and the amount stays held: ask the guest to wait, then complete again.", zh: "银行没有应答时终端自动冲正,尚未收款,金额仍被冻结:请顾客稍候,冲正后再重新完成。" },
  transfer: { en: "When the bank does not answer, the terminal undoes it by itself, so nothing is transferred: ask the customer to wait, then begin again.", zh: "银行没有应答时终端自动冲正,未转出款项:请顾客稍候,冲正后再重做。" },
  refund: { en: "When the bank does not answer, the terminal keeps the refund and sends it again by itself: do not repeat it, and give no cash; the money goes to the card.", zh: "银行没有应答时终端保存退货并自动补发:请勿重做,也勿退现金,款项退回卡内。" },
};

export const STEP_WORDS: Record<"amount" | "card" | "pinMaybe" | "pinAlways" | "asks" | "joint" | "end" | "screens", Record<Language, string>> = {
  amount: { en: "the amount", zh: "金额" },
  card: { en: "the card", zh: "刷卡" },
  pinMaybe: { en: "the PIN if the card wants one", zh: "密码(按卡片要求)" },
  pinAlways: { en: "the PIN", zh: "密码" },
  asks: { en: "Asks for ", zh: "依次输入:" },
  joint: { en: ", ", zh: "、" },
  end: { en: ". ", zh: "。" },
  screens: { en: "screens", zh: "画面" },
};
