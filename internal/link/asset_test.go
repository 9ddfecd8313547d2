package link

import "testing"

// An SVG that could run something or lead elsewhere is refused, whatever the
// spelling; what drawing programs write is not.
func TestSafeSVG(t *testing.T) {
	const open = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:xlink="http://www.w3.org/1999/xlink" width="4" height="3">`
	for _, bad := range []string{
		`<script>x()</script>`,
		`<g onload="x()"/>`,
		`<a href="javascript:x()"><text>a</text></a>`,
		`<a href="java&#9;script:x()"><text>a</text></a>`,
		`<a href="#"><animate attributeName="href" values="java&#9;script:x()"/></a>`,
		`<a href="#"><set attributeName="href" to="https://e.org"/></a>`,
		`<h:form action="java&#9;script:x()"/>`,
		`<h:meta http-equiv="refresh" content="0;url=https://e.org"/>`,
		`<h:img src="https://e.org/a.png"/>`,
		`<style>@import "https://e.org/a.css";</style>`,
		`<style>a { background: url(https://e.org/a.png) }</style>`,
		`<rect fill="url(https://e.org/a.svg#x)"/>`,
		`<image xlink:href="https://e.org/a.png"/>`,
		`<image href="data:image/svg+xml;base64,AAAA"/>`,
		`<foreignObject/>`,
		`<use href="other.svg#a"/>`,
	} {
		if _, _, err := readSVG([]byte(open + bad + "</svg>")); err == nil {
			t.Errorf("accepted: %s", bad)
		}
	}
	for _, good := range []string{
		`<style>.a { fill: url(#g); stroke: red }</style><path class="a" d="M0 0h1"/>`,
		`<defs><g id="a"/></defs><use href="#a"/><use xlink:href="#a"/>`,
		`<image href="data:image/png;base64,AAAA"/>`,
		`<rect fill="url(#g)" style="stroke: red"/><title>A map</title>`,
	} {
		w, h, err := readSVG([]byte(open + good + "</svg>"))
		if err != nil || w != 4 || h != 3 {
			t.Errorf("%s: %v, %d × %d", good, err, w, h)
		}
	}
}
