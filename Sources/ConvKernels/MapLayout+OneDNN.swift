import CDnnl
import NetworkIR

extension MapLayout {
    /// The layouts that a map can be brought into; the first of equal ones (of a 1x1 map) gives the name.
    static let known: [(layout: MapLayout, tag: dnnl_format_tag_t)] = [
        (plain, dnnl_abcd), (channelsLast, dnnl_acdb), (blocks16, dnnl_aBcd16b), (blocks8, dnnl_aBcd8b),
        (MapLayout("nChw4c"), dnnl_aBcd4b),
    ]
}

extension OneDNNLibrary {
    /// The layout of a map by its name; nil for one that no map is brought into.
    func descriptor(of layout: MapLayout, _ dimensions: [Int]) -> MemoryDescriptor? {
        MapLayout.known.first { $0.layout == layout }.flatMap { try? self.layout(dimensions, dnnl_f32, $0.tag) }
    }

    /// What a map's layout is called.
    func mapLayout(of descriptor: MemoryDescriptor, _ dimensions: [Int]) -> MapLayout {
        for (layout, _) in MapLayout.known {
            if let known = self.descriptor(of: layout, dimensions), areEqual(known, descriptor) { return layout }
        }
        return MapLayout(genericName(of: descriptor))
    }

    /// Axes from the outermost to the innermost, capital where a block of them lies inside, and the blocks: `aBcd16b`.
    private func genericName(of descriptor: MemoryDescriptor) -> String {
        guard descriptor.format_kind == dnnl_blocked else { return "opaque" }
        var blocking = descriptor.format_desc.blocking
        let count = Int(blocking.inner_nblks)
        func numbers<Tuple>(_ tuple: inout Tuple) -> [Int64] {
            withUnsafeBytes(of: &tuple) { Array($0.bindMemory(to: Int64.self)) }
        }
        let strides = numbers(&blocking.strides)
        let (sizes, axes) = (numbers(&blocking.inner_blks), numbers(&blocking.inner_idxs))
        func letter(_ axis: Int) -> Character { Character(UnicodeScalar(UInt8(ascii: "a") + UInt8(axis))) }
        var name = ""
        for axis in (0..<Int(descriptor.ndims)).sorted(by: { strides[$0] > strides[$1] }) {
            let isBlocked = axes.prefix(count).contains(Int64(axis))
            name += isBlocked ? String(letter(axis)).uppercased() : String(letter(axis))
        }
        for block in 0..<count { name += "\(sizes[block])\(letter(Int(axes[block])))" }
        return name
    }
}
