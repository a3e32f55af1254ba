"""Texts that would run on a server or in a browser if a door were open."""

TEXTS = [
    "{{'GELE'~'GAK'}}",
    "{{ cycler.__init__.__globals__.os.environ }}",
    "{% for x in 'AK' %}GEL{{x}}{% endfor %}",
    "<img src=x onerror=\"window.ran='img'\">",
    "<script>window.ran='script'</script>",
    "</script><script>window.ran='end'</script>",
    "${window.ran='literal'}",
    "`);window.ran='backtick';(`",
    "');window.ran='quote';('",
    '"><svg onload="window.ran=\'svg\'">',
    "<a href=\"javascript:window.ran='link'\">x</a>",
    "<iframe srcdoc=\"<script>parent.ran='frame'</script>\"></iframe>",
    "<style>*{display:none}</style>",
    "\u2028window.ran='separator'//",
    "&lt;img src=x onerror=window.ran='entity'&gt;",
]

EVALUATED = ["GELEGAK", "GELAGELK", "environ({"]
"""What would stand on a page if one of them had been evaluated on the server."""
