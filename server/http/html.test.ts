import fc from "fast-check";
import { expect, test } from "vitest";
import { attribute, flag, html, htmlText, trusted } from "./html.ts";

test("whatever is put into a template stays text", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const made = htmlText(html`<p title="${text}">${text}</p>`);
      expect(made.replaceAll(/&(amp|lt|gt|quot|#39);/g, "")).toMatch(
        /^<p title="[^"<>&']*">[^"<>&']*<\/p>$/s,
      );
    }),
  );
});

test("an object from outside cannot pass for markup", () => {
  const forged = JSON.parse('{"markup": "<script>", "description": "markup"}');
  expect(() => htmlText(html`${forged}`)).toThrow();
});

test("markup, lists and absent pieces are put together", () => {
  const items = ["a", "<b>"].map((item) => html`<li>${item}</li>`);
  expect(htmlText(html`<ul>${items}${false}${undefined}${trusted("<hr>")}</ul>`)).toBe(
    "<ul><li>a</li><li>&lt;b&gt;</li><hr></ul>",
  );
  expect(
    htmlText(
      html`<input${flag("checked", true)}${flag("hidden", false)}${attribute("max", 3)}${attribute("min", undefined)}>`,
    ),
  ).toBe('<input checked max="3">');
});
