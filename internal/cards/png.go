package cards

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image/color"
)

// level is that of compression: the highest makes files a twentieth smaller in
// ten times the time, which image/png offers nothing between.
const level = 5

// encode writes the canvas as PNG with four bits for a pixel.
func (c *canvas) encode() []byte {
	var out bytes.Buffer
	out.Grow(32 << 10)
	out.WriteString("\x89PNG\r\n\x1a\n")
	header := binary.BigEndian.AppendUint32(nil, Width)
	header = binary.BigEndian.AppendUint32(header, Height)
	chunk(&out, "IHDR", append(header, 4, 3, 0, 0, 0)) // bits, with a palette
	var colours []byte
	for _, entry := range palette {
		rgba := entry.(color.RGBA)
		colours = append(colours, rgba.R, rgba.G, rgba.B)
	}
	chunk(&out, "PLTE", colours)
	chunk(&out, "IDAT", c.compressed())
	chunk(&out, "IEND", nil)
	return out.Bytes()
}

func chunk(out *bytes.Buffer, name string, data []byte) {
	sum := crc32.NewIEEE()
	_, _ = sum.Write([]byte(name))
	_, _ = sum.Write(data)
	out.Write(binary.BigEndian.AppendUint32(nil, uint32(len(data))))
	out.WriteString(name)
	out.Write(data)
	out.Write(binary.BigEndian.AppendUint32(nil, sum.Sum32()))
}

// compressed is the rows of the canvas, none of them filtered.
func (c *canvas) compressed() []byte {
	var out bytes.Buffer
	out.Grow(32 << 10)
	if c.zip == nil {
		c.zip, _ = zlib.NewWriterLevel(nil, level) // the level is one that there is
	}
	w := c.zip
	w.Reset(&out)
	var err error
	row := make([]byte, 1+Width/2)
	for y := range Height {
		for x := 0; x < Width; x += 2 {
			i := y*Width + x
			row[1+x/2] = c.pixels[i]<<4 | c.pixels[i+1]
		}
		_, err = w.Write(row)
	}
	if cerr := w.Close(); err != nil || cerr != nil {
		panic("cards: memory does not take what is written to it")
	}
	return out.Bytes()
}
