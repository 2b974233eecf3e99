import { crc32, deflateRawSync } from "node:zlib";

type Part = {
  readonly name: string;
  readonly content: string | Uint8Array /** Claims another unpacked size than it has. */;
  readonly claimedSize?: number;
};

/** A zip archive made by hand, so that tests can make ones no honest program would. */
export function zipOf(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claimedSize } of parts) {
    const raw = Buffer.from(content);
    const packed = deflateRawSync(raw);
    const fields = Buffer.alloc(22);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(raw), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(claimedSize ?? raw.length, 18);
    fields.writeUInt16LE(20, 0);
    const lengths = Buffer.alloc(4);
    lengths.writeUInt16LE(Buffer.byteLength(name), 0);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), fields, lengths, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([
        Buffer.from("PK\u0001\u0002"),
        Buffer.from([20, 0]),
        fields,
        lengths,
        tail,
        Buffer.from(name),
      ]),
    );
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, central, Buffer.from("PK\u0005\u0006"), end]);
}

const SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** A workbook of one sheet, from the XML inside its worksheet element. */
export function workbookOf(
  sheet: string,
  more: { readonly prefix?: string; readonly workbook?: string; readonly strings?: string } = {},
): Buffer {
  const p = more.prefix === undefined ? "" : `${more.prefix}:`;
  const namespace =
    more.prefix === undefined ? `xmlns="${SPREADSHEET}"` : `xmlns:${more.prefix}="${SPREADSHEET}"`;
  const strings =
    more.strings === undefined
      ? ""
      : `<Relationship Id="r2" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>`;
  return zipOf([
    { name: "[Content_Types].xml", content: "<Types/>" },
    {
      name: "_rels/.rels",
      content: `<Relationships><Relationship Id="r1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: "xl/workbook.xml",
      content: `<${p}workbook ${namespace}>${more.workbook ?? ""}<${p}sheets><${p}sheet name="数据" sheetId="1" r:id="r1"/></${p}sheets></${p}workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: `<Relationships><Relationship Id="r1" Type="${RELATIONS}/worksheet" Target="/xl/worksheets/sheet1.xml"/>${strings}</Relationships>`,
    },
    ...(more.strings === undefined
      ? []
      : [{ name: "xl/sharedStrings.xml", content: `<sst>${more.strings}</sst>` }]),
    { name: "xl/worksheets/sheet1.xml", content: `<${p}worksheet ${namespace}>${sheet}</${p}worksheet>` },
  ]);
}
