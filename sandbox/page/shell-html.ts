/** The frame of each page. Scripts and styles come as files of their own: the policy allows nothing inline. */
export function shell(title: string, scripts: string[], body: string): string {
  const links = [
    ['/', 'Chat'],
    ['/admin', 'Admin'],
  ]
    .map(([href, name]) => `<a href="${href}"${name === title ? ' aria-current="page"' : ''}>${name}</a>`)
    .join('')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Freshchat sandbox</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/style.css">
${scripts.map((src) => `<script type="module" src="${src}"></script>`).join('\n')}
</head>
<body class="page-${title.toLowerCase()}">
<header class="top">
  <img src="/assets/icon.svg" alt="" width="28" height="28">
  <p class="brand">Sandbox <span>a practice Freshchat on this machine</span></p>
  <nav aria-label="Pages">${links}</nav>
  <p id="live" class="live" role="status">Connecting…</p>
</header>
${body}
<p id="toast" class="toast" role="alert" hidden></p>
</body>
</html>
`
}
