import type { TextKey } from "./keys.js";

/**
 * Chinese. Screens: four rows of 16 columns (a hanzi is two), longer lines wrap. Marks at the start of a screen line:
 * `!` inverse and centred, `=` centred, `>` right, `#` double size. Slip lines: `=` centred, `^` double size, `\t` splits
 * left and right, `?` left out when a name in it is empty, `1` merchant copy only, `2` customer copy only.
 */
export const zh: Record<TextKey, string> = {
  responses:
    "\n00交易成功\n01请联系发卡银行\n03无效商户\n04此卡应没收\n05持卡人认证失败\n10部分批准\n11成功,VIP客户\n12无效交易\n13无效金额\n14无效卡号\n15此卡无对应发卡方" +
    "\n21该卡未初始化\n22操作有误或超出允许天数\n25没有原始交易\n30报文格式错,请重试\n34作弊卡,吞卡\n38密码错误次数超限\n40发卡方不支持此交易\n41挂失卡,请没收\n43被窃卡,请没收" +
    "\n45请使用芯片\n51可用余额不足\n54该卡已过期\n55密码错\n57不允许此卡交易\n58不允许在本终端交易\n59卡片校验错\n61交易金额超限\n62受限制的卡\n63违反安全规定" +
    "\n64与原交易金额不符\n65超出消费次数限制\n68交易超时,请重试\n75密码错误次数超限\n77请重新签到\n90系统日切,请稍后\n91发卡方状态不正常\n92发卡方线路异常\n94拒绝,重复交易" +
    "\n95对账不平\n96交换中心异常\n97终端未登记\n98发卡方超时\n99密码格式错,请签到\nA0校验错,请重新签到\nA1转账货币不一致\nA2交易成功\nA3账户不正确\nA4交易成功\nA5交易成功\nA6交易成功\nA7安全处理失败\n",
  slip:
    "=银联POS签购单\n=POS SALES SLIP\n?=*** {duplicate} ***\n{copy}\n---\n商户名称: {merchant}\n商户编号: {mid}\n终端编号: {tid}\t操作员: {operator}\n?发卡行: {issuer}\n?收单行: {acquirer}\n" +
    "卡号: {card} /{entry}\n卡组织: {scheme}\n交易类型: {kind}\n有效期: {expiry}\n批次号: {batch}\t凭证号: {voucher}\n?授权码: {auth}\n参考号: {rrn}\n日期时间: {dateTime}\n?{basket}\n金额:\n^{currencyText} {total}\n---\n备注:\n" +
    "1持卡人签名:\n1\n1\n1本人确认以上交易,同意将其记入本\n1卡账户\n=测试凭证 无效 TEST ONLY",
  copyMerchant: "商户存根\tMERCHANT COPY",
  copyCustomer: "持卡人存根\tCARDHOLDER COPY",
  duplicate: "重打印凭证 DUPLICATED",
  signedIn: "已签到",
  signedOut: "未签到",
  whyUnreadable: "没有读到磁条",
  whyParity: "磁条校验位错",
  whyLrc: "磁条校验和错",
  whySentinel: "磁条起止符错",
  whyNumber: "卡号校验错",
  whyExpired: "卡片已过有效期",
  whyFormat: "磁条格式错",
  whyUnknownCard: "不受理此卡",
  whyCashOnly: "此卡只能取现",
  whyNoLine: "连接不上主机",
  whyNoAnswer: "主机没有应答",
  whyBadMac: "应答校验错",
  whyBadReply: "应答内容有误",
  whyBadKeys: "解包密钥验证不符",
  whyRefused: "主机拒绝",
  whyPaper: "打印机缺纸",
  whyHot: "打印机过热",
  whyJam: "打印机卡纸",
  whyFull: "流水已满,请结算",
  whyWorn: "存储块已损坏",
  whyCorrupt: "流水数据损坏",
  whyForeign: "存储格式不识别",
  whyIo: "存储器无应答",
  unknownCode: "交易失败",
  whyKey: "主密钥未灌装",
  boot: "!POSTERN\n=开放支付终端\n=仅供测试和教学\n=正在启动...",
  faultParams: "!参数有误\n{detail}\n未做任何交易\n请下载正确参数",
  faultSelf: "!自检失败\n{reason}\n未做任何交易\n请联系维护",
  faultJournal: "!流水故障\n{reason}\n停止新交易\n请联系维护",
  faultStopped: "!终端停止\n程序或存储故障\n确认键重新启动\n未完成的会冲正",
  signing: "!签到\n\n=正在连接主机...",
  signFailed: "!签到失败\n{reason}\n未做任何交易\n=确认键继续",
  signDone: "!签到成功\n终端 {tid}\n批次 {batch}",
  idle: "!{merchant}\n{date} {time}\n{sign} 信号 {bars}\n=请输入金额",
  swipedEarly: "!请先输入金额\n\n=然后刷卡",
  menu: "1签到   2重打印\n3回响测试\n4English\n=取消键返回",
  echoing: "!回响测试\n\n=请稍候...",
  echoGood: "!回响测试\n\n=线路正常",
  echoBad: "!回响测试\n{reason}\n请检查线路",
  layFailed: "!程序不全\n此功能不能用\n未做任何交易\n请重新下载程序",
  amount: "{kind} {currencyText}\n#{amount}\n确认 清除 取消",
  goods: "!{item}\n{price} x {quantity}\n共{lines}项 合计\n>{amount}",
  card: "{kind} {amount}\n\n=请刷卡",
  cardAgain: "{kind} {amount}\n{reason}\n=请重新刷卡",
  cardChip: "{kind} {amount}\n此卡为芯片卡\n=请插卡交易",
  confirm: "!{amount}\n{cardShort}\n{cardName}\n{scheme} {issuer}",
  pin: "{amount}\n请输入密码\n#{stars}",
  working: "{kind} {amount}\n\n=正在处理...",
  sending: "{amount}\n\n=正在等待银行...\n=请勿断电",
  refusing: "{kind} {amount}\n\n=正在处理...",
  printing: "!交易成功\n{amount}\n\n=正在打印...",
  tear: "!交易成功\n=请撕下商户存根\n=任意键打印\n=持卡人存根",
  done: "!交易完成\n#{amount}\n=谢谢",
  paper: "!{reason}\n交易已成功\n请处理后按确认\n重新打印整联",
  refused: "!交易未成功\n{respCode} {response}\n{nothing}",
  unsent: "!连接不上主机\n请求没有发出\n{nothing}\n请检查线路再试",
  cancelled: "!交易已取消\n\n={nothing}",
  failed: "!不能交易\n{reason}\n请求没有发出\n{nothing}",
  unknown: "!结果未知\n{reason}\n请勿交货\n正在自动冲正",
  reversing: "!正在冲正\n上一笔结果未知\n请稍候...",
  reversed: "!冲正成功\n{undone}\n可以重新交易",
  reverseLater: "!冲正未完成\n{reason}\n会自动再试\n暂停新交易",
  reprinting: "!重打印凭证\n\n=正在打印...",
};
