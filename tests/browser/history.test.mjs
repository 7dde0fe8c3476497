// In Chromium; firefox.test.mjs runs the same.
import { test_history } from './history.mjs';
import { share_browser_and_site } from './site.mjs';

share_browser_and_site();
test_history();
