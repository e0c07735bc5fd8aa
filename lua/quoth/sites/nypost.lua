-- New York Post.
return {
  name = "nypost",
  version = 1,
  date = "2023-12",
  description = "New York Post, nypost.com",
  match = { host = { "*.nypost.com" } },
  body = { ".single__content", ".entry-content" },
  need = 3,
  drop = { add = { ".nyp-slideshow-modal-image", ".inline-module, .widget_nypost_video_widget" } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="single__content entry-content"><p>"It rained," said Mara Lund.</p>
        <div class="inline-module"><p>Ten boats that sank.</p></div>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Ten boats", "Buy boats" } },
  },
}
