import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deriveKey, installationSecret } from "./secret.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "secret-"));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe("the installation secret", () => {
  it("is generated once, readable for the owner of the process only, and stays", () => {
    const first = installationSecret({ dataDir: join(dataDir, "new") });
    expect(first).toHaveLength(32);
    expect(statSync(join(dataDir, "new", "secret")).mode & 0o777).toBe(0o600);
    expect(installationSecret({ dataDir: join(dataDir, "new") })).toEqual(first);
  });

  it("is SECRET when that is set, and writes nothing", () => {
    const secret = installationSecret({ SECRET: "x".repeat(40), dataDir: join(dataDir, "unused") });
    expect(secret.toString()).toBe("x".repeat(40));
    expect(() => statSync(join(dataDir, "unused"))).toThrow();
  });

  it("closes a file that others could read", () => {
    writeFileSync(join(dataDir, "secret"), "ab".repeat(32), { mode: 0o644 });
    installationSecret({ dataDir });
    expect(statSync(join(dataDir, "secret")).mode & 0o077).toBe(0);
  });

  it("refuses a damaged file instead of replacing it", () => {
    writeFileSync(join(dataDir, "secret"), "half");
    expect(() => installationSecret({ dataDir })).toThrow(/damaged/);
    expect(readFileSync(join(dataDir, "secret"), "utf8")).toBe("half");
  });

  it("names the remedy when the data folder is a file", () => {
    writeFileSync(join(dataDir, "file"), "");
    expect(() => installationSecret({ dataDir: join(dataDir, "file", "x") })).toThrow(/make it writable/);
  });
});

describe("deriveKey", () => {
  it("gives each purpose and each secret its own key, always the same one", () => {
    const secret = Buffer.alloc(32, 7);
    expect(deriveKey("a", secret)).toEqual(deriveKey("a", secret));
    expect(deriveKey("a", secret)).not.toEqual(deriveKey("b", secret));
    expect(deriveKey("a", secret)).not.toEqual(deriveKey("a", Buffer.alloc(32, 8)));
    expect(deriveKey("a", secret)).toHaveLength(32);
  });
});
