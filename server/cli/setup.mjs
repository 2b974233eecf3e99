// Runs on whatever Node the machine has, before anything is installed: plain JavaScript, no imports of ours.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const STAMP = join("node_modules", ".ownervoice-lock");

/** @param {string} sentence */
function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** @param {string} program @param {readonly string[]} args */
function run(program, args) {
  const { status, error } = spawnSync(program, args, { stdio: "inherit" });
  return error === undefined && status === 0;
}

/** Whether somebody's own `npm ci` has brought every package as the lock file names it. */
function isInstalled() {
  const kept = join("node_modules", ".package-lock.json");
  if (!existsSync(kept)) return false;
  const wanted = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
  const there = JSON.parse(readFileSync(kept, "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional, link }]) =>
      path === "" || optional || link || there[path]?.version === version,
  );
}

function installPackages() {
  const lock = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === lock) return;
  if (isInstalled()) {
    writeFileSync(STAMP, lock);
    return;
  }
  process.stdout.write("正在安装依赖… Installing packages …\n");
  if (!run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"])) {
    fail(
      "The packages could not be installed: check that the npm registry is reachable, then run the command again.",
    );
  }
  writeFileSync(STAMP, lock);
}

/** @param {readonly string[]} names */
function onPath(names) {
  return names.some((name) => spawnSync("which", [name], { stdio: "ignore" }).status === 0);
}

function installBrowser() {
  const hasFonts = spawnSync("fc-list", [":lang=zh-cn"], { encoding: "utf8" }).stdout?.trim();
  if (onPath(["chromium", "chromium-browser", "google-chrome"]) && hasFonts) return;
  process.stdout.write("正在安装 Chromium 与中文字体… Installing Chromium and Chinese fonts …\n");
  const sudo = process.getuid?.() === 0 ? [] : ["sudo"];
  const apt = [...sudo, "apt-get"];
  const [program = "apt-get", ...before] = apt;
  const done =
    run(program, [...before, "update", "-qq"]) &&
    run(program, [
      ...before,
      "install",
      "-y",
      "-qq",
      "--no-install-recommends",
      "chromium",
      "fonts-noto-cjk",
      "fontconfig",
    ]);
  if (!done) {
    fail(
      "The browser tests need Chromium and Chinese fonts: install them with 'apt-get install chromium fonts-noto-cjk', then run the command again.",
    );
  }
}

if (!existsSync("package-lock.json"))
  fail("Start this command with npm run, from the folder that holds package.json.");
installPackages();
if (process.argv.includes("--browser")) installBrowser();
