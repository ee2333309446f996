/**
 * The demo's small library, made on the spot: real files of several kinds, in three languages, nothing downloaded.
 * What the demo does with them is in `../demo.mjs`.
 */
import { Buffer } from 'node:buffer';
import sharp from 'sharp';

/** A one-page PDF with a title and some lines, in the standard Helvetica (so: Latin letters only). */
function pdf(title, lines) {
  const escape = (text) => text.replace(/[\\()]/g, '\\$&');
  const page = [
    'BT /F1 26 Tf 60 760 Td',
    `(${escape(title)}) Tj`,
    '/F1 12 Tf 0 -40 Td',
    ...lines.map((line) => `(${escape(line)}) Tj 0 -18 Td`),
    'ET',
  ].join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${page.length} >>\nstream\n${page}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const start = text.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

/** A short melody as mono 16-bit WAV, one note every 300 ms. */
function melody(frequencies) {
  const rate = 22_050;
  const perNote = Math.round(rate * 0.3);
  const samples = Buffer.alloc(frequencies.length * perNote * 2);
  frequencies.forEach((frequency, note) => {
    for (let i = 0; i < perNote; i += 1) {
      const fade = Math.min(1, i / 400, (perNote - i) / 2500);
      const wave = Math.sin((2 * Math.PI * frequency * i) / rate) * 0.4 * fade;
      samples.writeInt16LE(Math.round(wave * 32_767), (note * perNote + i) * 2);
    }
  });
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return { bytes: Buffer.concat([header, samples]), seconds: Math.round(frequencies.length * 0.3) };
}

/** A quiet landscape in two colours. */
async function picture(width, height, sky, hills) {
  const ridge = (base, swing, count) =>
    Array.from({ length: count + 1 }, (_, i) => {
      const x = (i / count) * width;
      const y = height * base + Math.sin(i * 1.7 + base * 9) * height * swing;
      return `${x.toFixed(0)},${y.toFixed(0)}`;
    }).join(' ');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${sky[0]}"/><stop offset="1" stop-color="${sky[1]}"/></linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#s)"/>
    <circle cx="${width * 0.72}" cy="${height * 0.28}" r="${height * 0.09}" fill="#fff6d8" opacity=".95"/>
    ${hills
      .map(
        (colour, i) =>
          `<polygon fill="${colour}" points="0,${height} ${ridge(0.55 + i * 0.14, 0.05, 9)} ${width},${height}"/>`,
      )
      .join('')}
  </svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 86 }).toBuffer();
}

/** The picture used as the library's default thumbnail. */
export const thumbnailPhoto = () => picture(640, 640, ['#0f5c6e', '#f2b26b'], ['#12485a', '#0d3646', '#092733']);

/** Everything in the demo's library, in the order it is uploaded. */
export async function sampleFiles() {
  const song = melody([392, 440, 494, 523, 494, 440, 392, 330, 392, 523, 494, 440, 392]);
  return [
    {
      title: 'Guest handbook',
      tags: 'hotel, welcome, rules',
      kind: 'document',
      fileName: 'guest-handbook.pdf',
      mimeType: 'application/pdf',
      bytes: pdf('Guest handbook', [
        'Breakfast from 7 to 10.',
        'Late checkout: ask at the desk.',
        'Wi-Fi: bellhop-guest',
      ]),
    },
    {
      title: 'Oʻtkan kunlar, 1-bob',
      tags: 'kitob, roman, oʻzbek adabiyoti',
      kind: 'document',
      fileName: 'otkan-kunlar-1.txt',
      mimeType: 'text/plain',
      bytes: Buffer.from(
        '1264-inchi hijriya, dalv oyining oʻn yettinchisi, qishki kunlarning biri, quyosh botqan, tevarakdan shom azoni eshitiladir...\n',
      ),
    },
    {
      title: 'Расписание экскурсий',
      tags: 'туры, лето, расписание',
      kind: 'document',
      fileName: 'tours.csv',
      mimeType: 'text/csv',
      bytes: Buffer.from(
        'день,время,маршрут\nпонедельник,10:00,Старый город\nсреда,09:30,Горы и водопад\nсуббота,18:00,Вечерний базар\n',
      ),
    },
    {
      title: 'Morning bell',
      tags: 'music, alarm',
      kind: 'audio',
      fileName: 'morning-bell.wav',
      mimeType: 'audio/wav',
      durationSeconds: song.seconds,
      performer: 'Bellhop',
      bytes: song.bytes,
    },
    {
      title: 'Shahar xaritasi',
      tags: 'xarita, shahar, карта',
      kind: 'document',
      fileName: 'city-map.jpg',
      mimeType: 'image/jpeg',
      bytes: await picture(1600, 1000, ['#9fd3e6', '#f6efe2'], ['#7ea77a', '#5b8a63', '#3f6b50']),
    },
    {
      title: 'Sunset over the hills',
      tags: 'photo, wallpaper',
      kind: 'photo',
      fileName: 'sunset.jpg',
      mimeType: 'image/jpeg',
      width: 1280,
      height: 800,
      bytes: await picture(1280, 800, ['#3b2a5a', '#f08a5d'], ['#512b58', '#3c1f47', '#271434']),
    },
  ];
}
