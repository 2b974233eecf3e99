import type { CallWindow } from "#surveys/call-times.ts";
import { spokenSpan } from "./spoken-span.ts";

const PARTS = { morning: "上午", afternoon: "下午", evening: "晚上" } as const;

function spoken(window: CallWindow): string {
  return `${PARTS[window.part]} ${spokenSpan(window)} 点`;
}

/** Every word of the owner's pages that does not come from a questionnaire. This language is the master. */
export const ZH_CN = {
  brand: "业主之声",
  languages: "语言",
  large: ["大", "字"],
  largeOn: "（已开）",
  largeLabel: "",
  back: "返回",
  welcome: {
    title: (project: string) => `${project}的业主，`,
    ask: { living: "请说说您住得怎么样", waiting: "请说说您的感受" },
    lead: (minutes: number, questions: number) =>
      `约 ${minutes} 分钟，最多 ${questions} 题，自愿参加。不想答的题可以跳过。`,
    notes: [
      { head: "只看汇总，不看个人", body: () => "项目、物业和各部门都看不到您个人怎么答。" },
      { head: "谁在收集", body: (who: string) => `${who}客户关系中心。不卖、不外传，不用来推销。` },
      {
        head: "怎么存",
        body: (_who: string, months: number) =>
          `姓名和电话加密存放，与回答分开。调查结束 ${months} 个月后自动销毁对应关系，只留汇总数字。`,
      },
      { head: "您说了算", body: () => "随时可退出、查看或要求删除，不影响任何服务。" },
    ],
    privacy: "阅读完整的隐私说明",
    more: "往下看完说明",
    start: "同意并开始",
    decline: "这次不参加",
    optOut: "以后都不要发给我",
  },
  resume: {
    title: "接着上次的答",
    lead: (count: number) => `您已经答了 ${count} 题，都存着。`,
    go: "接着答",
    elsewhere: {
      title: "另一部手机上正在答",
      lead: (count: number) =>
        `刚才在另一部手机或另一个应用里答了 ${count} 题，都存着。可以在这里接着答；两边都答，先提交的那份算数。`,
      go: "在这里接着答",
    },
  },
  question: {
    counter: "第 {n} 题，共 {m} 题",
    sections: (n: number, m: number) => `第 ${n} 部分，共 ${m} 部分`,
    skip: "跳过这题",
    mayBeBlank: "不想答的可以空着",
    previous: "上一题",
    next: "下一题",
    chosen: "（已选\u00a0{n}\u00a0项）",
    previousSection: "上一部分",
    nextSection: "下一部分",
    submit: "提交",
    dontKnow: "说不清，跳过",
    picked: "您选了 {n} 分。",
    points: (n: number, label: string) => `${n} 分：${label}`,
    yes: "是",
    no: "否",
    willing: "愿意",
    unwilling: "不愿意",
    writeIn: "（可填写）",
    write: "请写下来（可不填）",
    atMost: "最多选 {n} 项，先去掉一项再选。",
    interference: "有人要求您改分？告诉我们",
  },
  status: {
    saved: "已保存",
    offline: "没连上网。答案存在这部手机里，连上会自动送出。",
    sending: "正在送出",
    waiting: "还没送到。答案存在这部手机里，连上网会自动送出，请别关掉这一页。",
    refused:
      "没有收下，再等也不会送出：这个链接可能已经换过。请打开您最近收到的那条消息里的链接，或告诉客服。您的回答都还在这一页，可以往回翻看。",
  },
  problems: "有几处要改一下，您写的都还在：",
  thanks: {
    title: "收到了，谢谢您",
    lead: "您说的每一条都会算进去。",
    receipt: "回执编号",
    brief: "您答的题不多，这份不计入分数；想补答，再打开这个链接就可以。",
    again: "补答",
    nextHead: "接下来会怎样",
    steps: [
      { head: "收集结束", body: "统一核对，剔除无效答卷。" },
      { head: "公布结果", body: "小区公告栏和公众号同时公布，只公布汇总数字。" },
      { head: "公布要改的事", body: "写清改什么、谁负责、什么时候完成。" },
      { head: "再来问您", body: "看改了没有、有没有用。" },
    ],
    day: (month: number, day: number) => `${month} 月 ${day} 日`,
    lateMonth: (month: number) => `${month} 月下旬`,
    month: (month: number) => `${month} 月`,
    yearEnd: "年底",
    noContact: {
      head: "您选了：不需要客服联系我",
      body: "所以没有人会因为这份问卷给您打电话。",
      change: "想让客服跟进一件事，点这里改",
    },
    contact: {
      head: "您选了：可以让客服联系我",
      body: "只有跟进您这件事的客服看得到您的回答。",
      change: "不用联系了，点这里改",
    },
    erase: "申请删除",
  },
  erase: {
    title: "申请删除您的信息",
    goes: "会删除：姓名、电话、地址，您和回答之间的对应关系，没交的草稿，写下的原话，联系时的备注。",
    stays: "会留下：已交的回答只算在汇总数字里，认不出是您；房屋和合同的资料按法律另存。",
    time: (days: number) =>
      `我们在 ${days} 个工作日内办完。删除以后不能恢复，这个链接也打不开了；以后也不再给您发问卷。`,
    confirm: "申请删除",
    cancel: "先不",
    doneTitle: "记下了，会删除",
    doneBody: (month: number, day: number) =>
      `最迟 ${month} 月 ${day} 日办完。要删除凭证，或者想收回申请，请告诉客服下面的编号。`,
    number: "申请编号",
  },
  unknown: {
    title: "这个链接打不开",
    body: "请打开您最近收到的那条消息里的链接，或问一下发给您的人。",
  },
  closed: {
    title: "这次调查已经结束",
    body: "谢谢您愿意参加。有急事请打物业或报修热线，不用等下一次。",
  },
  notYet: {
    title: "还没有开始",
    body: (month: number, day: number) => `${month} 月 ${day} 日起，用同一个链接就可以答。`,
  },
  declined: {
    title: "好的，这次不打扰您",
    body: "没有人会追问原因，也不影响任何服务。改主意了，再打开这个链接就可以答。",
    back: "还是想答",
  },
  optOut: {
    title: "以后都不要发给您？",
    body: "我们不再给您发任何满意度问卷，也不再为此打电话。维修、交房这些该通知的事照常通知。",
    confirm: "以后都不要发",
    cancel: "先不",
    doneTitle: "记下了，以后不再发",
    doneBody: "想恢复，告诉您的管家或客服就可以。",
    reopenTitle: "您说过，以后都不要发给您",
    reopenBody: "我们照办：不会再发，也不会为此打电话。如果这一次还想说几句，这个链接仍然能用。",
    answer: "这一次还是想答",
  },
  call: {
    link: "请给我打电话",
    short: "电话答",
    title: "请给我打电话",
    body: (minutes: number) =>
      `不方便点屏幕，就由客服打电话一题一题问您，约 ${minutes} 分钟。打您登记的那个号码，不问证件，不问银行卡。`,
    when: "什么时候方便",
    anyTime: "尽快，什么时候都行",
    window: spoken,
    day: (month: number, day: number, weekday: number) =>
      `${month} 月 ${day} 日 周${"日一二三四五六"[weekday]}`,
    send: "约好了",
    cancel: "先不",
    gone: "这个时间已经过了，请另选一个。",
    doneTitle: "好的，我们给您打电话",
    doneAny: (windows: readonly CallWindow[]) =>
      `客服会尽快打您登记的号码，只在${windows.map(spoken).join("、")}打。`,
    doneAt: (when: string) => `客服会在 ${when} 打您登记的号码。`,
    kept: "已经答的都存着，电话里接着往下问。",
    change: "改个时间",
    drop: "不用打了，我自己答",
  },
  report: {
    title: "有人要求您改分？",
    body: "比如请您打高分、看着您答、让您改答案。直接送到集团客户关系中心，项目和物业看不到是谁写的。",
    label: "什么人、什么时候、怎么说的（可以只写一部分）",
    send: "送出",
    doneTitle: "收到了",
    doneBody: "集团会核实。您之前的回答不变，也没有人会因此找您。",
  },
  unavailable: {
    title: "这会儿没连上",
    body: "答案没有丢。过一分钟再试一次。",
    retry: "再试一次",
  },
};

export type OwnerTexts = typeof ZH_CN;
