-- What pages of most sites have in common: every rule begins here. Selectors that a site
-- may use for something else belong in that site's own file.
return {
  name = "generic",
  version = 1,
  description = "any page: what most sites have in common",
  title = {
    "jsonld:headline", "meta[property='og:title']@content", "meta[name='twitter:title']@content",
    "meta[name='title']@content", "title",
  },
  byline = {
    "jsonld:author.name", "meta[name='author']@content", "meta[property='author']@content",
    "meta[name='parsely-author' i]@content", "meta[name='sailthru.author']@content", "meta[name='byl']@content",
    "meta[name='dc.creator' i]@content", "[rel~=author]", "[itemprop=author]",
    ".byline__name, .byline-name, .author-name, .article-author, .byline, .author, .vcard",
  },
  published = {
    "jsonld:datePublished", "meta[property='article:published_time']@content", "meta[itemprop=datePublished]@content",
    "[itemprop=datePublished]@datetime", "meta[name='parsely-pub-date' i]@content", "meta[name='sailthru.date']@content",
    "meta[name='pubdate' i]@content", "meta[name='dc.date' i]@content", "meta[name=date]@content",
    "meta[name='article.published']@content", "time[pubdate]@datetime", "article time@datetime", "time@datetime",
  },
  publisher = {
    "meta[property='og:site_name']@content", "jsonld:publisher.name", "meta[name='application-name']@content",
    "meta[name='twitter:site']@content",
  },
  address = { "link[rel=canonical]@href", "meta[property='og:url']@content", "jsonld:mainEntityOfPage", "jsonld:url" },
  deck = { ".standfirst, .deck, .dek, .subtitle, .subheadline, .article-summary" },
  caption = { "figcaption, figure, [itemprop=caption]", ".caption, .wp-caption-text, .image-caption, .credit", "named:caption" },
  pull = { "named:pullquote", "named:pull-quote", "named:pull_quote" },
  drop = {
    "nav, footer, aside, form, dialog, menu, address, table",
    ".hidden, [hidden], [style*='display:none'], [style*='display: none']",
    ".sr-only, .visually-hidden, .screen-reader-text",
    "[role=navigation], [role=complementary], [role=contentinfo], [role=search], [role=dialog], [role=banner]",
    "[itemprop=author], [itemprop=comment]",
    ".sidebar, .breadcrumbs, .breadcrumb, .pagination, .tags, .footer, .copyright, .disclaimer",
    ".twitter-tweet, .instagram-media, .fb-post, .tiktok-embed",
    "named:related", "named:recommend", "named:newsletter", "named:subscri", "named:share",
    "named:sharing", "named:social", "named:comment", "named:byline", "named:author", "named:advert", "named: ad ",
    "named: ads ", "named: ad-", "named: ads-", "named:-ad ", "named:-ads ", "named:sponsor", "named:trending",
    "named:popular", "named:most-read", "named:mostread", "named:read-more", "named:readmore", "named:more-stories",
    "named:morestories", "named:outbrain", "named:taboola", "named:signup", "named:sign-up", "named:cookie",
    "named:gallery", "named:slideshow", "named:timestamp", "named:topics", "named:taglist", "named:breadcrumb",
    "named:sidebar", "named:widget", "named:teaser", "named:video-player", "named:modal", "named:donat", "named:appeal",
    "named:popup", "named:stream", "named:support-", "named:promo", "named:toolbar", "named:navigation", "named:disclosure",
    "text:(?i)^(?:read|see|watch|listen|learn|click|find out|discover) (?:more|also|next|now|here|the full)\\b",
    "text:(?i)^(?:related|more|also|recommended|advertisement|sponsored|continue reading|scroll|share)\\b[^.!?]{0,60}:?$",
    "text:(?i)^(?:sign up|subscribe|register|log in|download)\\b.{0,80}\\b(?:newsletter|app|account|alerts?|inbox|updates?)\\b",
    "text:(?i)^(?:follow|like|join) (?:us|me|him|her|them)?\\b.{0,80}\\bon (?:twitter|facebook|instagram|x|threads|whatsapp)\\b",
    "text:(?i)^(?:photo|image|picture|video|credit|source|file photo)s?(?: by| credit| courtesy)?\\s*:",
    "text:(?i)\\((?:image|photo|picture|pic|video|credit)s?: ?[^()]*\\)$",
    "text:(?i)^(?:the )?(?:article|story) continues\\b",
    "text:(?i)^(?:got|have) a (?:news )?tip\\b",
    "text:(?i)^(?:published|posted|updated|last updated|first published)\\b[^.!?]{0,80}$",
    "text:(?i)^(?:\\w{3,6}day,? )?(?:\\d\\d? )?(?:jan|feb|mar|apr|may|ju[nl]|aug|sep|oct|nov|dec)[a-z]*\\.? \\d[\\w :,.]{2,24}$",
    "text:(?i)^(?:copyright|©|\\(c\\))",
    "text:(?i)\\ball rights reserved\\b",
  },
  test = {
    { html = [[<title>Rain wins | The Herald</title><h1>Rain wins</h1><p class=byline>By Bo Xu</p>
        <p>The rain came in from the sea at noon and stayed, said Mara Lund, who sells umbrellas.</p>
        <figure><figcaption>The pier, under a cloud that had come a long way to be there.</figcaption></figure>
        <p>Sign up for our newsletter.</p><footer>All rights reserved.</footer>]],
      title = "Rain wins", byline = "Bo Xu", present = { "The rain came" }, absent = { "The pier", "Sign up", "reserved" } },
  },
}
