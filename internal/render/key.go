package render

import (
	"hash/maphash"
	"reflect"
)

// Key is a hash of a view. Views of one key are equal, and a template sees
// nothing but its view, so what it makes of them is equal too. Keys mean
// something within one process alone.
type Key [2]uint64

var keySeeds = [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}

// Key is that of the file's view; ok is false for a file that has none.
func (j Job) Key() (key Key, ok bool) {
	switch {
	case j.card != nil:
		h := newHasher()
		h.text(string(j.card.sum[:]))
		return h.key(), true
	case j.view == nil:
		return key, false
	case j.twin != nil:
		key = j.twin.keyOf(j.viewKey)
	default:
		key = j.viewKey()
	}
	if j.asText {
		key[0] = ^key[0]
	}
	return key, true
}

func (j Job) viewKey() Key {
	h := newHasher()
	h.text(j.kind)
	if j.viewer != nil {
		h.site, h.ofSite = reflect.ValueOf(j.viewer.site).Pointer(), j.viewer.siteKey
	}
	h.value(reflect.ValueOf(j.view()))
	return h.key()
}

// siteKeyOf is the key of what every view of a build holds.
func siteKeyOf(site *Site) Key {
	h := newHasher()
	h.value(reflect.ValueOf(site))
	return h.key()
}

// hasher walks a view. Each list and text goes in with its length, so that no
// two views run into one another.
type hasher struct {
	a, b   maphash.Hash
	site   uintptr    // every view of a build holds the same one,
	ofSite func() Key // which is hashed once
}

func newHasher() *hasher {
	h := &hasher{}
	h.a.SetSeed(keySeeds[0])
	h.b.SetSeed(keySeeds[1])
	return h
}

func (h *hasher) key() Key { return Key{h.a.Sum64(), h.b.Sum64()} }

func (h *hasher) text(s string) {
	h.number(uint64(len(s)))
	_, _ = h.a.WriteString(s)
	_, _ = h.b.WriteString(s)
}

func (h *hasher) number(n uint64) {
	b := [8]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24), byte(n >> 32), byte(n >> 40), byte(n >> 48), byte(n >> 56)}
	_, _ = h.a.Write(b[:])
	_, _ = h.b.Write(b[:])
}

func (h *hasher) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		h.text(v.String())
	case reflect.Bool:
		n := uint64(0)
		if v.Bool() {
			n = 1
		}
		h.number(n)
	case reflect.Int, reflect.Int64:
		h.number(uint64(v.Int()))
	case reflect.Slice:
		h.number(uint64(v.Len()))
		for i := range v.Len() {
			h.value(v.Index(i))
		}
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			h.number(0)
			return
		}
		h.number(1)
		if v.Pointer() == h.site {
			key := h.ofSite()
			h.number(key[0])
			h.number(key[1])
			return
		}
		h.value(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			h.value(v.Field(i))
		}
	default:
		panic("render: a view holds a " + v.Kind().String()) // key_test.go looks into every view
	}
}
