// Writes pictures of all rooms to build/screenshots, to be looked at: sizes, themes and languages side by side.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launch_browser, open, rest, serve } from './site.mjs';

const kFolder = fileURLToPath(new URL('../../build/screenshots/', import.meta.url));
const kRooms = {
  home: 'view=home',
  train: 'view=train&data=spiral&net=8-8&noise=0&seed=1&steps=3000',
  curves: 'view=curves&act=tanh,relu,gelu',
};
const kViews = {
  light: { link: 'theme=light', options: {} },
  dark: { link: 'theme=dark', options: { colorScheme: 'dark' } },
  chinese: { link: 'theme=light&lang=zh', options: { locale: 'zh-CN' } },
  embed: { link: 'theme=light', options: { viewport: { width: 480, height: 360 } } },
  plain: { link: 'theme=light&mirror=show', options: { viewport: { width: 1000, height: 1600 } } },
  'plain-dark': { link: 'theme=dark&mirror=show', options: { viewport: { width: 1000, height: 1600 } } },
  locked: { link: 'theme=light&lock=all', options: {} },
  phone: { link: 'theme=light', options: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true } },
};

await mkdir(kFolder, { recursive: true });
const site = await serve();
const browser = await launch_browser();
try {
  for (const [room, room_link] of Object.entries(kRooms)) {
    for (const [view, { link, options }] of Object.entries(kViews)) {
      const page = await open(browser, site, `${room_link}&${link}`, options);
      await rest(page);
      await page.screenshot({ path: `${kFolder}${room}-${view}.png` });
      console.log(`build/screenshots/${room}-${view}.png`);
      for (const error of page.errors) console.error(error);
      await page.context().close();
    }
  }
} finally {
  await browser.close();
  await site.close();
}
