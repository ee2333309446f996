/** What the demo can be ordered, and with what. What the demo does with it is in `../demo.mjs`. */
import { Buffer } from 'node:buffer';
import sharp from 'sharp';

export const sampleProducts = [
  { code: 'PHOTO', name: 'Photo print 20×30', kinds: ['photo', 'document'], limitMb: '20', pattern: '[A-Z]{2}-\\d{4}' },
  { code: 'MUG', name: 'Mug with a picture', kinds: ['photo'], limitMb: '10' },
  { code: 'CLIP', name: 'Video on the lobby screen', kinds: ['video', 'animation'], limitMb: '20' },
];

/** A hotel by the evening sea, near enough. */
export const orderPhoto = () =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800">
      <defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="#2b3a67"/><stop offset="1" stop-color="#f4a259"/></linearGradient></defs>
      <rect width="1200" height="800" fill="url(#sky)"/>
      <circle cx="820" cy="520" r="90" fill="#ffe8c2"/>
      <rect y="540" width="1200" height="260" fill="#1b3a4b"/>
      <rect x="180" y="300" width="260" height="300" fill="#f2efe9"/>
    </svg>`),
  )
    .jpeg()
    .toBuffer();
