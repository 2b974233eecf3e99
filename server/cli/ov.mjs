// Plain JavaScript on purpose: an old Node must be able to read the sentence that says it is too old.
const [major = 0] = process.versions.node.split(".").map(Number);
if (major < 24) {
  process.stderr.write(
    `Node ${process.versions.node} is too old: OwnerVoice needs Node 24, which 'npm ci' installs here; start commands with 'npm run'.\n`,
  );
  process.exit(1);
}
const { main } = await import("./ov.ts");
await main(process.argv.slice(2));
