/// A batch of maps in blocks of channels: image, block, height, width, lane.
///
/// A block has as many channels as a vector has lanes, so that one position of a block is one vector. Lanes of the last
/// block beyond the last channel hold arbitrary numbers, which no kernel uses.
public struct BlockedMap: Hashable, Sendable {
    public var batch: Int
    public var channels: Int
    public var height: Int
    public var width: Int
    public var lanes: Int

    public init(batch: Int, channels: Int, height: Int, width: Int, lanes: Int) {
        self.batch = batch
        self.channels = channels
        self.height = height
        self.width = width
        self.lanes = lanes
    }

    public init(_ map: MapGeometry, lanes: Int) {
        self.init(batch: map.batch, channels: map.channels, height: map.height, width: map.width, lanes: lanes)
    }

    public var positions: Int { height * width }
    public var blocks: Int { (channels + lanes - 1) / lanes }
    /// Elements from one block to the next.
    public var blockStride: Int { positions * lanes }
    /// Elements from one image to the next.
    public var imageStride: Int { blocks * blockStride }
    /// Elements of all images, unused lanes included.
    public var elements: Int { batch * imageStride }

    /// The same memory as a map of as many channels as lanes, each block an image of its own, channels last: what kernels
    /// see that treat every channel alike.
    public var imagesOfBlocks: MapGeometry {
        MapGeometry(batch: batch * blocks, channels: lanes, height: height, width: width)
    }

    /// Plain order (image, channel, height, width) to blocks; unused lanes become zero.
    public func pack(_ plain: UnsafePointer<Float>, into blocked: UnsafeMutablePointer<Float>) {
        for image in 0..<batch {
            for block in 0..<blocks {
                let target = blocked + image * imageStride + block * blockStride
                let used = min(lanes, channels - block * lanes)
                if used < lanes { target.update(repeating: 0, count: blockStride) }
                for lane in 0..<used {
                    let from = plain + (image * channels + block * lanes + lane) * positions
                    for position in 0..<positions { target[position * lanes + lane] = from[position] }
                }
            }
        }
    }

    /// Blocks to plain order.
    public func unpack(_ blocked: UnsafePointer<Float>, into plain: UnsafeMutablePointer<Float>) {
        for image in 0..<batch {
            for channel in 0..<channels {
                let from = blocked + image * imageStride + channel / lanes * blockStride + channel % lanes
                let target = plain + (image * channels + channel) * positions
                for position in 0..<positions { target[position] = from[position * lanes] }
            }
        }
    }

    /// Blocks to image, height, width, channel.
    public func toChannelsLast(_ blocked: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>) {
        for image in 0..<batch {
            for block in 0..<blocks {
                let used = min(lanes, channels - block * lanes)
                let from = blocked + image * imageStride + block * blockStride
                let to = target + image * positions * channels + block * lanes
                for position in 0..<positions {
                    (to + position * channels).update(from: from + position * lanes, count: used)
                }
            }
        }
    }

    /// Image, height, width, channel to blocks; unused lanes keep what they held.
    public func fromChannelsLast(_ source: UnsafePointer<Float>, into blocked: UnsafeMutablePointer<Float>) {
        for image in 0..<batch {
            for block in 0..<blocks {
                let used = min(lanes, channels - block * lanes)
                let from = source + image * positions * channels + block * lanes
                let to = blocked + image * imageStride + block * blockStride
                for position in 0..<positions {
                    (to + position * lanes).update(from: from + position * channels, count: used)
                }
            }
        }
    }
}
