import type { Draw } from "../draw.ts";

const SURNAMES =
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛";
const GIVEN =
  "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志文斌宇浩然子涵欣怡佳琪俊峰晓梅海燕春晨雨思博嘉宁雪琳凯鑫鹏飞慧颖立新";

/** A full name in Chinese. */
export function drawName(draw: Draw): string {
  const surname = SURNAMES[draw.integer(0, SURNAMES.length - 1)] ?? "王";
  const given = GIVEN[draw.integer(0, GIVEN.length - 1)] ?? "伟";
  return draw.chance(0.25)
    ? surname + given
    : surname + given + (GIVEN[draw.integer(0, GIVEN.length - 1)] ?? "明");
}

/** An 11-digit number that no mobile phone can have: real ones start with 13–19. */
export function drawPhone(draw: Draw): string {
  return (draw.chance(0.8) ? "120" : "100") + String(draw.integer(0, 99_999_999)).padStart(8, "0");
}
