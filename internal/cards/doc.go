// Package cards draws the picture that stands beside a link to a page where
// people share it.
//
// It takes a Card, a plain struct of what the picture shows, and gives a PNG of
// Width by Height pixels in sixteen colours. It guarantees:
//
//   - The same Card makes the same bytes, on every machine and any number of
//     goroutines: outlines, lines and areas are whole numbers throughout.
//   - Every text can be drawn. What is long is set smaller, then ends in an
//     ellipsis; nothing leaves the margins. Scripts are shaped, and run from
//     right to left where they do. Letters that no font here has become one
//     ellipsis, signs are dropped, and a text that is mostly such letters is left
//     out: the page's kind then stands for its title, and its address below.
//   - Work is bounded by the size of the picture, not by the text.
//
// It never reads a file, a clock or the network. Fonts are in the binary, and are
// read when the first card is drawn.
package cards
