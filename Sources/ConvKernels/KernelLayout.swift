import KernelGeometry
import NetworkIR
import ReferenceKernels

/// How a map of four axes (image, channel, height, width) lies in memory.
enum KernelLayout: Hashable, Sendable {
    /// Image, channel, height, width.
    case plain
    /// Image, height, width, channel.
    case channelsLast
    /// Image, block of channels, height, width, lane; see `BlockedMap`.
    case blocked(lanes: Int)

    /// As stores and reports call it.
    var name: MapLayout {
        switch self {
        case .plain: .plain
        case .channelsLast: .channelsLast
        case .blocked(let lanes): MapLayout("nChw\(lanes)c")
        }
    }

    /// Floats of a map, unused lanes included.
    func elements(_ dimensions: [Int], _ problem: Problem) throws(KernelError) -> Int {
        do {
            var channels = dimensions[1]
            if case .blocked(let lanes) = self { channels = try checkedSum(channels, lanes - 1) / lanes * lanes }
            return try checkedProduct(dimensions[0], channels, dimensions[2], dimensions[3])
        } catch {
            throw .sizeOverflow(problem: problem.key)
        }
    }

    /// From plain order.
    func pack(_ d: [Int], _ plain: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>) {
        switch self {
        case .plain:
            target.update(from: plain, count: d.reduce(1, &*))
        case .channelsLast:
            toChannelsLast(batch: d[0], channels: d[1], positions: d[2] * d[3], from: plain, to: target)
        case .blocked(let lanes):
            BlockedMap(batch: d[0], channels: d[1], height: d[2], width: d[3], lanes: lanes).pack(plain, into: target)
        }
    }

    /// To plain order.
    func unpack(_ d: [Int], _ source: UnsafePointer<Float>, into plain: UnsafeMutablePointer<Float>) {
        switch self {
        case .plain:
            plain.update(from: source, count: d.reduce(1, &*))
        case .channelsLast:
            toPlain(batch: d[0], channels: d[1], positions: d[2] * d[3], from: source, to: plain)
        case .blocked(let lanes):
            BlockedMap(batch: d[0], channels: d[1], height: d[2], width: d[3], lanes: lanes).unpack(source, into: plain)
        }
    }
}
