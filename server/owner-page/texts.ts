import type { Language } from "./language.ts";

/** Every word of the owner's pages that does not come from a questionnaire. Chinese is the master. */
const ZH = {
  brand: "业主之声",
  otherLanguage: "English",
  large: ["大", "字"],
  largeOn: "（已开）",
  largeLabel: "大字",
  back: "返回",
  welcome: {
    title: (project: string) => `${project}的业主，`,
    ask: { living: "请说说您住得怎么样", waiting: "请说说您的感受" },
    lead: (minutes: number, questions: number) =>
      `约 ${minutes} 分钟，最多 ${questions} 题，自愿参加。不想答的题可以跳过。`,
    notes: [
      { head: "只看汇总，不看个人", body: () => "项目、物业和各部门都看不到您个人怎么答。" },
      { head: "谁在收集", body: (who: string) => `${who}客户关系中心。不卖、不外传，不用来推销。` },
      { head: "存多久", body: () => "能对应到您的记录最多 24 个月，之后销毁，只留汇总数字。" },
      { head: "您说了算", body: () => "随时可退出、查看或要求删除，不影响任何服务。" },
    ],
    privacy: "阅读完整的隐私说明",
    start: "同意并开始",
    decline: "这次不参加",
    optOut: "以后都不要发给我",
  },
  resume: {
    title: "接着上次的答",
    lead: (count: number) => `您已经答了 ${count} 题，都存着。`,
    go: "接着答",
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

export type OwnerTexts = typeof ZH;

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

function monthName(month: number): string {
  return MONTHS[month - 1] ?? "";
}

const EN: OwnerTexts = {
  brand: "OwnerVoice",
  otherLanguage: "中文",
  large: ["A", "a"],
  largeOn: " (on)",
  largeLabel: "Large text",
  back: "Back",
  welcome: {
    title: (project) => `Owners of ${project}:`,
    ask: { living: "how is life in your home?", waiting: "how has it been so far?" },
    lead: (minutes, questions) =>
      `About ${minutes} minutes, ${questions} questions at most, voluntary. Skip whatever you like.`,
    notes: [
      {
        head: "Totals only, never persons",
        body: () => "No project, property or other department sees what you answered.",
      },
      {
        head: "Who asks",
        body: (who) =>
          `The customer relations centre of ${who}. Never sold, never passed on, never used for selling.`,
      },
      {
        head: "For how long",
        body: () =>
          "What could be traced to you is kept for 24 months at most, then destroyed; only totals remain.",
      },
      {
        head: "It is up to you",
        body: () => "Stop, look at it or have it deleted at any time; no service depends on it.",
      },
    ],
    privacy: "Read the full privacy notice",
    start: "Agree and start",
    decline: "Not this time",
    optOut: "Never send me one again",
  },
  resume: {
    title: "Go on where you stopped",
    lead: (count) => `You have answered ${count}; they are kept.`,
    go: "Go on",
  },
  question: {
    counter: "Question {n} of {m}",
    sections: (n, m) => `Part ${n} of ${m}`,
    skip: "Skip this one",
    mayBeBlank: "Leave blank what you like",
    previous: "Back",
    next: "Next",
    chosen: " ({n}\u00a0chosen)",
    previousSection: "Back",
    nextSection: "Next part",
    submit: "Send",
    dontKnow: "Cannot say, skip",
    points: (n, label) => `${n}: ${label}`,
    yes: "Yes",
    no: "No",
    willing: "Yes",
    unwilling: "No",
    writeIn: " (write it down)",
    write: "In your words (optional)",
    atMost: "Choose up to {n}: take one away first.",
    interference: "Did anyone ask you to change your mark? Tell us",
  },
  status: {
    saved: "Saved",
    offline: "No connection. Your answers are on this phone and are sent once it is back.",
    sending: "Sending",
    waiting:
      "Not sent yet. Your answers are on this phone and are sent once there is a connection; keep this page open.",
  },
  problems: "A few things need changing; all you wrote is still here:",
  thanks: {
    title: "Received, thank you",
    lead: "Everything you said counts.",
    receipt: "Receipt",
    brief: "You answered few questions, so this does not enter the score. To add more, open this link again.",
    again: "Add more",
    nextHead: "What happens next",
    steps: [
      { head: "Collection ends", body: "Everything is checked, invalid answers are set apart." },
      { head: "Results", body: "On the notice board and the official account, totals only." },
      { head: "What will change", body: "What is done, by whom and by when." },
      { head: "We ask again", body: "Was it done, and did it help?" },
    ],
    day: (month, day) => `${day} ${monthName(month)}`,
    lateMonth: (month) => `Late ${monthName(month)}`,
    month: monthName,
    yearEnd: "Year end",
    noContact: {
      head: "You chose: no contact",
      body: "So nobody will call you about this survey.",
      change: "Have customer service follow something up",
    },
    contact: {
      head: "You chose: customer service may contact you",
      body: "Only those who follow up your matter see your answers.",
      change: "No contact after all",
    },
    erase: "Ask for deletion",
  },
  unknown: {
    title: "This link does not open",
    body: "Open the link in the newest message you received, or ask whoever sent it.",
  },
  closed: {
    title: "This survey has ended",
    body: "Thank you for wanting to take part. For anything urgent call the property or repair line.",
  },
  notYet: {
    title: "Not open yet",
    body: (month, day) => `From ${day} ${monthName(month)} the same link works.`,
  },
  declined: {
    title: "All right, not this time",
    body: "Nobody will ask why, and no service depends on it. If you change your mind, open this link again.",
    back: "Answer after all",
  },
  optOut: {
    title: "Never send you a survey again?",
    body: "No satisfaction survey and no call about one. Notices about repairs or handover still reach you.",
    confirm: "Never again",
    cancel: "Not now",
    doneTitle: "Noted: no more surveys",
    doneBody: "To change that, tell your steward or customer service.",
  },
  report: {
    title: "Did anyone ask you to change your mark?",
    body: "To give a high mark, watching you answer, asking you to change it. This goes straight to group customer relations; project and property cannot see who wrote it.",
    label: "Who, when and in what words (a part is fine)",
    send: "Send",
    doneTitle: "Received",
    doneBody:
      "The group will look into it. Your answers stay as they are, and nobody will contact you about it.",
  },
  unavailable: {
    title: "No connection at the moment",
    body: "No answer is lost. Try again in a minute.",
    retry: "Try again",
  },
};

export function ownerTexts(language: Language): OwnerTexts {
  return language === "en" ? EN : ZH;
}
