// The web server of `./lab run`, with its own settings, on a free loopback port.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { kSite } from './site.mjs';

const kRoot = fileURLToPath(new URL('../..', import.meta.url));
const kLighttpd = process.env.LIGHTTPD ?? `${kRoot}build/deps/lighttpd/usr`;  // where ./lab unpacks it

async function free_port() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

const answers = (port) => new Promise((resolve) => {
  const socket = connect(port, '127.0.0.1', () => resolve(socket.destroy() && true));
  socket.on('error', () => resolve(false));
});

// Serves the built site as `./lab run` does. Gives {url, close()}.
export async function serve_as_lab_run() {
  const port = await free_port();
  const args = ['-D', '-f', 'src/platform/lighttpd.conf', '-m', `${kLighttpd}/lib/lighttpd`];
  const env = { ...process.env, LAB_SITE: kSite, LAB_PORT: String(port) };
  const server = spawn(`${kLighttpd}/sbin/lighttpd`, args, { cwd: kRoot, env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  server.stderr.setEncoding('utf8').on('data', (text) => { said += text; });
  let is_running = true;
  const ended = new Promise((resolve) => {
    server.on('exit', resolve);
    server.on('error', (error) => resolve(said += error.message));
  }).then(() => { is_running = false; });
  while (!await answers(port)) {
    if (!is_running) throw new Error(`lighttpd does not start: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.kill();
      return ended;
    },
  };
}
