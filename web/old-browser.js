// Only browsers without modules run this: they get a sentence instead of an endless loading screen.
document.getElementById('old').removeAttribute('hidden');
document.getElementById('progress').setAttribute('hidden', '');
document.getElementById('loading-text').setAttribute('hidden', '');
