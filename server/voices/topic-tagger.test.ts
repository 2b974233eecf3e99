import { describe, expect, it } from "vitest";
import { OWNER_TOPICS } from "#surveys/topics/shipped-topics.ts";
import { makeTagger } from "./topic-tagger.ts";

const tag = makeTagger(OWNER_TOPICS);

describe("tagging a text", () => {
  it.each([
    ["卫生间顶漏水修了三次，下雨还是漏。", ["P2"]],
    ["报修一周才有人上门，来了又说没有配件。", ["D4"]],
    ["车位太少，晚上回来经常没地方停。", ["P3"]],
    ["管家换了三个，每次都要重新说一遍。", ["M2"]],
    ["楼道里堆杂物没人管。", ["M1"]],
    ["中秋的邻里聚会办得很好，孩子玩得开心。", ["M3"]],
    ["投诉以后只接到一个电话，就没有下文了。", ["D5"]],
    ["签完合同就没人理了，工程进度都是自己去工地看。", ["D2"]],
    ["电梯常坏，报修没人来，物业费倒是涨了。", ["D4", "P3", "M2"]],
    ["还行吧。", []],
    ["", []],
  ])("%s", (text, topics) => {
    expect(tag(text)).toEqual(topics);
  });

  it("cuts words, and does not find one across the border of two", () => {
    // 楼上 | 门窗: no 上门 in it
    expect(tag("楼上门窗一响我们就醒。")).toEqual(["P2"]);
  });

  it("finds words the dictionary does not know", () => {
    const topics = [{ id: "X1", title: { zh: "快递", en: "Parcels" }, port: null, words: ["丰巢柜"] }];
    expect(makeTagger({ topics })("小区里的丰巢柜太少了")).toEqual(["X1"]);
  });
});
